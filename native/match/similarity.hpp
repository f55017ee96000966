// Evidence of every pair of minutiae of two prints.
#pragma once

#include "match/buffers.hpp"
#include "match/prepared.hpp"

namespace ridgeline::match {

void fill_evidence_table(const PreparedView& first, const PreparedView& second, EvidenceTable& table);

}  // namespace ridgeline::match
