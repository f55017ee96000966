#include "search/coarse_probe.hpp"

#include <algorithm>
#include <bitset>
#include <limits>

#include "decision/parameters.hpp"

namespace ridgeline {

static_assert(kBlockLanes == kernels::kCodeLanes);

std::optional<CoarseProbe> CoarseProbe::of(const Probe& probe) {
  CoarseProbe out;
  std::bitset<kFingerCount + 1> fingers;
  for (const Probe::Print& print : probe.prints()) {
    if (print.position == 0) return std::nullopt;
    const std::optional<CodeValues> values = make_code_values(print.prepared);
    if (!values) continue;
    out.prints_.push_back({print.position, CodeQuery(*values)});
    fingers.set(print.position);
  }
  out.fingers_ = fingers.count();
  if (out.fingers_ == 0) return std::nullopt;
  return out;
}

bool CoarseProbe::ask(const CodeBlockView& block, Deviates& best) const noexcept {
  bool asked = false;
  for (const CodedPrint& print : prints_) {
    if (print.position != block.position) continue;
    Deviates deviates;
    print.query.ask(block.codes, deviates);
    if (!asked) best.fill(-std::numeric_limits<float>::infinity());
    for (std::size_t lane = 0; lane < best.size(); ++lane) best[lane] = std::max(best[lane], deviates[lane]);
    asked = true;
  }
  return asked;
}

}  // namespace ridgeline
