// Synthetic prints in the manner of SFinGe (Cappelli, Erol, Maio and Maltoni 2000): as many people as wanted, with the truth
// about their minutiae and no one's privacy at stake. The same request gives the same bytes on every machine.
#pragma once

#include <cstdint>

#include "image/gray_image.hpp"
#include "synthesis/master.hpp"
#include "synthesis/pattern_class.hpp"
#include "synthesis/touch.hpp"
#include "template/template.hpp"

namespace ridgeline {

struct SynthesisRequest {
  std::uint64_t seed = 0;
  std::uint64_t person = 0;
  int position = 1;  ///< 1 right thumb to 10 left little finger; others count as the nearest of these
  Touch touch;
};

struct SyntheticPrint {
  GrayImage image;
  Template truth;  ///< the minutiae that this impression shows, at 500 ppi whatever the picture's resolution
  PatternClass pattern = PatternClass::arch;
};

/// One impression of a finger that make_master() made.
[[nodiscard]] SyntheticPrint make_impression(const MasterPrint& master, const Touch& touch);

/// make_master() and make_impression() in one.
[[nodiscard]] SyntheticPrint synthesize(const SynthesisRequest& request);

}  // namespace ridgeline
