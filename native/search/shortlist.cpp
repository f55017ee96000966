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

// The least of them stands last.
void keep_best(std::size_t count, std::vector<Listed>& listed) {
  if (listed.size() <= count) return;
  const auto end = listed.begin() + static_cast<std::ptrdiff_t>(count);
  if (count > 0) std::nth_element(listed.begin(), end - 1, listed.end(), is_better);
  listed.erase(end, listed.end());
}

void Shortlist::cut(std::size_t count) {
  const bool is_cut = listed_.size() > count;
  keep_best(count, listed_);
  if (is_cut && count > 0) floor_ = listed_.back().evidence;
}

std::vector<Listed> Shortlist::take(std::size_t count) {
  cut(count);
  return std::exchange(listed_, {});
}

}  // namespace ridgeline
