#include "search/coarse_probe.hpp"

#include <algorithm>

#include "search/parameters.hpp"

namespace ridgeline {

// Of several impressions the one that tells most.
float CoarseProbe::telling(std::uint8_t position) const noexcept {
  float most = 0;
  for (const CodeQuery& query : queries(position)) most = std::max(most, query.telling());
  return std::ranges::count(kUsualFingers, position) > 0 ? kUsualFactor * most : most;
}

void CoarseProbe::choose_asked() {
  std::vector<std::uint8_t> positions;
  for (std::uint8_t position = 1; position <= kFingerCount; ++position) {
    if (!queries(position).empty()) positions.push_back(position);
  }
  fingers_ = positions.size();
  std::ranges::stable_sort(positions, [this](std::uint8_t a, std::uint8_t b) { return telling(a) > telling(b); });
  positions.resize(std::min(positions.size(), kFingersAsked));
  for (const std::uint8_t position : positions) asks_everybody_[position - 1u] = true;
}

std::optional<CoarseProbe> CoarseProbe::of(const Probe& probe) {
  const std::span<const Probe::Print> prints = probe.prints();
  if (std::ranges::any_of(prints, [](const Probe::Print& print) { return print.position == 0; })) return std::nullopt;
  CoarseProbe out;
  for (const Probe::Print& print : prints) {
    if (print.code) out.queries_[print.position - 1u].emplace_back(*print.code);
  }
  out.choose_asked();
  if (out.fingers_ == 0) return std::nullopt;
  return out;
}

}  // namespace ridgeline
