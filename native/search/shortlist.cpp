#include "search/shortlist.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace ridgeline {

bool lies_before(const Listed& a, const Listed& b) noexcept {
  return std::tie(a.shard, a.serial) < std::tie(b.shard, b.serial);
}

// Evidence is a small number, so counting finds the least that is kept faster than sorting.
std::int16_t keep_best(std::size_t count, std::vector<Listed>& listed) {
  constexpr std::size_t kMostEvidence = kFingerCount * UINT8_MAX;
  if (listed.size() <= count) return 0;
  std::array<std::uint32_t, kMostEvidence + 2> with{};
  for (const Listed& each : listed) ++with[static_cast<std::size_t>(each.evidence)];
  std::size_t least = with.size() - 1;
  std::size_t above = 0;
  while (above + with[least] < count) above += with[least--];
  std::size_t equals = count - above;
  std::erase_if(listed, [&](const Listed& each) {
    const auto evidence = static_cast<std::size_t>(each.evidence);
    if (evidence != least) return evidence < least;
    if (equals == 0) return true;
    --equals;
    return false;
  });
  return static_cast<std::int16_t>(least);
}

std::vector<Listed> take_always(std::vector<Listed>& listed) {
  std::vector<Listed> always;
  std::ranges::copy_if(listed, std::back_inserter(always), &Listed::is_always);
  if (!always.empty()) std::erase_if(listed, [](const Listed& each) { return each.is_always(); });
  return always;
}

void add_in_order(const std::vector<Listed>& some, std::vector<Listed>& listed) {
  if (some.empty()) return;
  const auto end = static_cast<std::ptrdiff_t>(listed.size());
  listed.insert(listed.end(), some.begin(), some.end());
  std::inplace_merge(listed.begin(), listed.begin() + end, listed.end(), lies_before);
}

std::vector<Listed> Shortlist::take(std::size_t count) {
  keep_best(count, listed_);
  return std::exchange(listed_, {});
}

}  // namespace ridgeline
