// Template: what matching needs of one print, nothing else. Its numbers are already as coarse as the packed form keeps
// them, so packing loses nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "template/ridge_flow.hpp"

namespace ridgeline {

enum class MinutiaType : std::uint8_t { other = 0, ending = 1, bifurcation = 2 };

/// One minutia at 500 ppi. x, y in 1/8 px from the top left corner, y down, 0..16383; angle in 1/256 turn, counter-clockwise
/// from +x with y up (ISO/IEC 19794-2: an ending points along its ridge, a bifurcation along the valley between its branches);
/// quality 0..100, 0 = not reported.
struct Minutia {
  std::uint16_t x = 0;
  std::uint16_t y = 0;
  std::uint8_t angle = 0;
  MinutiaType type = MinutiaType::other;
  std::uint8_t quality = 0;

  friend bool operator==(const Minutia&, const Minutia&) = default;
};

/// Sub-pixel steps in one pixel of Minutia::x and y.
inline constexpr double kStepsPerPx = 8.0;

/// Finger position codes (ANSI/NIST-ITL): 0 unknown, 1 right thumb ... 10 left little. Impression codes: 0 plain live-scan,
/// 1 rolled live-scan, 2 plain non-live, 3 rolled non-live.
struct Template {
  std::uint8_t position = 0;
  std::uint8_t impression = 0;
  std::uint8_t quality = 0;       ///< 0..100
  std::uint16_t width = 0;        ///< px at 500 ppi
  std::uint16_t height = 0;       ///< px at 500 ppi
  std::vector<Minutia> minutiae;  ///< at most limits::kMaxMinutiae, best quality first
  RidgeFlowMap flow{};            ///< empty where whoever found the minutiae did not tell

  friend bool operator==(const Template&, const Template&) = default;
};

}  // namespace ridgeline
