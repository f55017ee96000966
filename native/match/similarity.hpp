// Evidence of every pair of minutiae of two prints.
#pragma once

#include "match/buffers.hpp"
#include "match/side.hpp"

namespace ridgeline::match {

void fill_evidence_table(const Side& first, const Side& second, EvidenceTable& table);

/// The leads of `second_count` minutiae, among the first `first_count` minutiae of the first print.
void find_leads(const EvidenceTable& table, std::size_t first_count, std::size_t second_count, EvidenceLeads& leads);

/// How far the evidence of a pair lies above the best of all other pairs of its first, and of its second minutia.
[[nodiscard]] float lead_in_row(const EvidenceTable& table, std::size_t second_count, std::size_t i, std::size_t j);
[[nodiscard]] float lead_in_column(const EvidenceTable& table, const EvidenceLeads& leads, std::size_t i,
                                   std::size_t j);

}  // namespace ridgeline::match
