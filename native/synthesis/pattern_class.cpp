#include "synthesis/pattern_class.hpp"

#include <array>

#include "synthesis/random.hpp"

namespace ridgeline::synthesis {
namespace {

// Per cent of each class, thumb to little finger. The means are those of Wilson, Candela and Watson (1994): arch 3.7, tented
// arch 2.9, loops 65.5, whorls with double loops 27.9. Their spread over the fingers is rounded, and follows what every
// count of ten-print cards shows: radial loops and arches mostly on the index finger, whorls on thumb and ring finger.
struct Shares {
  double arch;
  double tented_arch;
  double radial_loop;
  double double_loop;
  double whorl;
};
constexpr std::array<Shares, 5> kShares = {{{2.2, 0.9, 0.5, 10.0, 30.0},
                                            {7.5, 7.0, 18.0, 5.0, 24.0},
                                            {5.0, 4.3, 2.5, 3.0, 14.0},
                                            {2.2, 1.4, 1.0, 4.0, 36.0},
                                            {1.6, 0.9, 0.5, 3.0, 11.0}}};

}  // namespace

PatternClass pattern_class(int position, double intensity) noexcept {
  const bool right_hand = position <= 5;
  const Shares& shares = kShares[static_cast<std::size_t>((position - 1) % 5)];
  // The little finger's side is on the right of a right hand's print.
  const PatternClass ulnar = right_hand ? PatternClass::right_loop : PatternClass::left_loop;
  const PatternClass radial = right_hand ? PatternClass::left_loop : PatternClass::right_loop;

  const double percent = 100.0 * normal_share_below(intensity);
  double bound = shares.arch;
  if (percent < bound) return PatternClass::arch;
  if (percent < (bound += shares.tented_arch)) return PatternClass::tented_arch;
  if (percent < (bound += shares.radial_loop)) return radial;
  if (percent < 100.0 - shares.whorl - shares.double_loop) return ulnar;
  return percent < 100.0 - shares.whorl ? PatternClass::double_loop : PatternClass::whorl;
}

}  // namespace ridgeline::synthesis
