#include "search/shortlist.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ridgeline {
namespace {

// Without ties, so that the same gallery always gives the same list.
bool is_better(const Listed& a, const Listed& b) {
  return a.evidence != b.evidence ? a.evidence > b.evidence : lies_before(a, b);
}

}  // namespace

bool lies_before(const Listed& a, const Listed& b) noexcept {
  return std::tie(a.shard, a.serial) < std::tie(b.shard, b.serial);
}

void Shortlist::cut(std::size_t count) {
  if (listed_.size() <= count) return;
  const auto end = listed_.begin() + static_cast<std::ptrdiff_t>(count);
  if (count > 0) {
    std::nth_element(listed_.begin(), end - 1, listed_.end(), is_better);
    floor_ = listed_[count - 1].evidence;
  }
  listed_.erase(end, listed_.end());
}

std::vector<Listed> Shortlist::take(std::size_t count) {
  cut(count);
  return std::exchange(listed_, {});
}

}  // namespace ridgeline
