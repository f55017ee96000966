#include "match/angles.hpp"

namespace ridgeline::match {

const AngleTable& angle_table() noexcept {
  static const AngleTable table = [] {
    AngleTable out{};
    for (int i = 0; i < kTurn; ++i) {
      const double radians = i * kPi / (kTurn / 2);
      out.cosine[static_cast<std::size_t>(i)] = static_cast<float>(ridgeline::cosine(radians));
      out.sine[static_cast<std::size_t>(i)] = static_cast<float>(ridgeline::sine(radians));
    }
    return out;
  }();
  return table;
}

}  // namespace ridgeline::match
