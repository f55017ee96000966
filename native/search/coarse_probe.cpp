#include "search/coarse_probe.hpp"

namespace ridgeline {

std::optional<CoarseProbe> CoarseProbe::of(const Probe& probe) {
  CoarseProbe out;
  for (const Probe::Print& print : probe.prints()) {
    if (print.position == 0) return std::nullopt;
    const std::optional<CodeValues> values = make_code_values(print.prepared);
    if (!values) continue;
    std::vector<CodeQuery>& queries = out.queries_[print.position - 1u];
    if (queries.empty()) ++out.fingers_;
    queries.emplace_back(*values);
  }
  if (out.fingers_ == 0) return std::nullopt;
  return out;
}

}  // namespace ridgeline
