#include "search/candidates.hpp"

#include <algorithm>
#include <utility>

namespace ridgeline {

void BestCandidates::add(const Candidate& candidate) {
  if (heap_.size() == max_candidates_) {
    if (heap_.empty() || !ranks_before(candidate, heap_.front())) return;
    std::pop_heap(heap_.begin(), heap_.end(), ranks_before);
    heap_.back() = candidate;
  } else {
    heap_.push_back(candidate);
  }
  std::push_heap(heap_.begin(), heap_.end(), ranks_before);
}

std::vector<Candidate> BestCandidates::take() {
  std::sort_heap(heap_.begin(), heap_.end(), ranks_before);
  return std::exchange(heap_, {});
}

}  // namespace ridgeline
