#include "search/coarse_probe.hpp"

#include <algorithm>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

struct CodedPrint {
  std::uint8_t position;
  CodeValues values;
};

std::size_t fingers_of(std::span<const CodedPrint> prints) {
  std::array<bool, kFingerCount> seen{};
  for (const CodedPrint& print : prints) seen[print.position - 1u] = true;
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

}  // namespace

std::optional<CoarseProbe> CoarseProbe::of(const Probe& probe) {
  std::vector<CodedPrint> coded;
  for (const Probe::Print& print : probe.prints()) {
    if (print.position == 0) return std::nullopt;
    if (const auto values = make_code_values(print.prepared)) coded.push_back({print.position, *values});
  }
  if (coded.empty()) return std::nullopt;
  CoarseProbe out;
  out.fingers_ = fingers_of(coded);
  const float usual_deviate = out.fingers_ == 1 ? kUsualDeviateAlone : kUsualDeviate;
  for (const CodedPrint& print : coded) out.queries_[print.position - 1u].emplace_back(print.values, usual_deviate);
  return out;
}

}  // namespace ridgeline
