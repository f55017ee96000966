// How the finger lies on the sensor: from the picture to the skin and back.
#pragma once

#include "synthesis/plane.hpp"
#include "synthesis/skin_distortion.hpp"

namespace ridgeline::synthesis {

struct Placement {
  Point picture_middle;  ///< of the contact area, px in the picture
  Point skin_middle;     ///< of the contact area, px on the skin
  double sine_turn = 0;  ///< of the finger in the picture
  double cosine_turn = 1;
  SkinDistortion distortion;  ///< around the middle of the contact area, along the finger

  /// A point of the picture seen from the finger: px from the middle of the contact area, y towards the joint.
  [[nodiscard]] Point along_finger(Point picture) const noexcept {
    const double x = picture.x - picture_middle.x;
    const double y = picture.y - picture_middle.y;
    return {cosine_turn * x + sine_turn * y, cosine_turn * y - sine_turn * x};
  }
  /// The skin at a point along_finger() gives.
  [[nodiscard]] Point skin_under(Point finger) const noexcept {
    const Point rest = distortion.undo(finger);
    return {skin_middle.x + rest.x, skin_middle.y + rest.y};
  }
  /// The other way round from along_finger().
  [[nodiscard]] Point from_finger(Point finger) const noexcept {
    return {picture_middle.x + cosine_turn * finger.x - sine_turn * finger.y,
            picture_middle.y + sine_turn * finger.x + cosine_turn * finger.y};
  }
  [[nodiscard]] Point to_picture(Point skin) const noexcept {
    return from_finger(distortion.apply({skin.x - skin_middle.x, skin.y - skin_middle.y}));
  }
};

}  // namespace ridgeline::synthesis
