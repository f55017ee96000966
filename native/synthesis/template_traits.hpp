// What differs between two templates of one finger: how it lies, what it shows, how well.
#pragma once

#include <cstdint>

#include "synthesis/finger_minutiae.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/random.hpp"
#include "synthesis/skin_distortion.hpp"
#include "synthesis/touch.hpp"

namespace ridgeline::synthesis {

/// How the skin lies in the picture.
struct SkinPosition {
  Point picture_middle;  ///< of the contact area, px in the picture
  Point skin_middle;     ///< of the contact area, px on the skin
  double sine_turn = 0;  ///< of the finger in the picture
  double cosine_turn = 1;
  SkinDistortion distortion;  ///< around the middle of the contact area, along the finger

  /// A point of the skin seen from the middle of the contact area, distorted, y towards the joint.
  [[nodiscard]] Point pressed(Point skin) const noexcept {
    return distortion.undo({skin.x - skin_middle.x, skin.y - skin_middle.y});
  }
  /// Where a point that pressed() gives lies in the picture.
  [[nodiscard]] Point in_picture(Point pressed) const noexcept {
    return {picture_middle.x + cosine_turn * pressed.x - sine_turn * pressed.y,
            picture_middle.y + sine_turn * pressed.x + cosine_turn * pressed.y};
  }
  /// The other way round.
  [[nodiscard]] Point from_picture(Point at) const noexcept {
    const Point off{at.x - picture_middle.x, at.y - picture_middle.y};
    return {cosine_turn * off.x + sine_turn * off.y, cosine_turn * off.y - sine_turn * off.x};
  }
};

struct TemplateTraits {
  int width = 0;
  int height = 0;
  SkinPosition position;
  Point half_axes_px;          ///< of the contact area
  double lower_half_px = 0;    ///< of the contact area below its middle
  double loss_level = 0;       ///< deviate: weaker minutiae are missing
  double false_share = 0;      ///< false minutiae for each true one shown
  double mean_quality = 0;     ///< of a minutia, 0 to 100
  double leaning = 0;          ///< added to each minutia's: moist ridges merge, dry ones break
  double leaning_noise = 0;    ///< deviation of what else changes a minutia's type
  double jitter_px = 0;        ///< deviation along each axis
  double jitter_rad = 0;       ///< deviation of the direction
  double flow_jitter_rad = 0;  ///< deviation of the orientation in a cell of the flow map
  double slip_chance = 0;      ///< of a minutia being found further along its ridge, or with a direction far off
};

/// Deviates are the same at every difficulty, only their weights grow with it: so each template changes smoothly.
[[nodiscard]] TemplateTraits draw_template_traits(const FingerMinutiae& finger, Random& random, PrintKind kind,
                                                  double difficulty) noexcept;

}  // namespace ridgeline::synthesis
