// The pairs of minutiae worth looking at.
#pragma once

#include "match/buffers.hpp"

namespace ridgeline::match {

/// Picks the pairs of best evidence among the first so many minutiae of each print. Ties go to the lower indices, so the choice never
/// depends on the processor.
void pick_candidates(const EvidenceTable& table, const EvidenceLeads& leads, std::size_t first_count,
                     std::size_t second_count, CandidatePairs& candidates);

}  // namespace ridgeline::match
