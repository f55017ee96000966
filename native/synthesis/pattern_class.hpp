// The six classes of ridge pattern and how often each finger has them.
#pragma once

#include <cstdint>

namespace ridgeline {

/// Left and right loops are named by the side on which their ridges leave the picture.
enum class PatternClass : std::uint8_t { arch, tented_arch, left_loop, right_loop, whorl, double_loop };

namespace synthesis {

/// The class of a finger (position 1 to 10) from the intensity of its pattern, a standard normal deviate: the lowest
/// intensities are arches, the highest whorls, so that fingers of one person with like intensities have like patterns.
[[nodiscard]] PatternClass pattern_class(int position, double intensity) noexcept;

}  // namespace synthesis
}  // namespace ridgeline
