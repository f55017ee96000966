#include "search/coarse_probe.hpp"

#include <algorithm>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

std::size_t coded_fingers_of(std::span<const Probe::Print> prints) {
  std::array<bool, kFingerCount> seen{};
  for (const Probe::Print& print : prints) {
    if (print.code) seen[print.position - 1u] = true;
  }
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

}  // namespace

std::optional<CoarseProbe> CoarseProbe::of(const Probe& probe) {
  const std::span<const Probe::Print> prints = probe.prints();
  if (std::ranges::any_of(prints, [](const Probe::Print& print) { return print.position == 0; })) return std::nullopt;
  CoarseProbe out;
  out.fingers_ = coded_fingers_of(prints);
  if (out.fingers_ == 0) return std::nullopt;
  for (const Probe::Print& print : prints) {
    if (print.code) out.queries_[print.position - 1u].emplace_back(*print.code);
  }
  return out;
}

}  // namespace ridgeline
