#include "slap/upright_print.hpp"

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "base/math.hpp"
#include "slap/geometry.hpp"
#include "slap/parameters.hpp"

namespace ridgeline {
namespace {

using slap::Point;
using slap::TurnedFrame;

// Weights of Keys' cubic convolution (a = -1/2) of the four pixels around a place `share` of the way from the second to the third.
struct CubicWeights {
  explicit CubicWeights(double share) noexcept {
    const double t = share;
    before = ((-0.5 * t + 1.0) * t - 0.5) * t;
    here = (1.5 * t - 2.5) * t * t + 1.0;
    next = ((-1.5 * t + 2.0) * t + 0.5) * t;
    after = (0.5 * t - 0.5) * t * t;
  }
  double before;
  double here;
  double next;
  double after;
};

double row_at(const GrayImage& image, int x, int y, const CubicWeights& weights) noexcept {
  const int row = std::clamp(y, 0, image.height - 1);
  const auto grey = [&](int column) {
    return static_cast<double>(image.at(std::clamp(column, 0, image.width - 1), row));
  };
  return weights.before * grey(x - 1) + weights.here * grey(x) + weights.next * grey(x + 1) +
         weights.after * grey(x + 2);
}

std::uint8_t grey_at(const GrayImage& image, Point at) noexcept {
  const double x = std::floor(at.x);
  const double y = std::floor(at.y);
  const CubicWeights across(at.x - x);
  const CubicWeights down(at.y - y);
  const int column = static_cast<int>(x);
  const int row = static_cast<int>(y);
  const double grey =
      down.before * row_at(image, column, row - 1, across) + down.here * row_at(image, column, row, across) +
      down.next * row_at(image, column, row + 1, across) + down.after * row_at(image, column, row + 2, across);
  return static_cast<std::uint8_t>(std::clamp(round_to_int(grey), 0, 255));
}

bool usable(const GrayImage& image, const SlapBox& box) noexcept {
  // Written so that what is not a number fails as well.
  return box.center_x >= 0 && box.center_x <= image.width && box.center_y >= 0 && box.center_y <= image.height &&
         box.width >= 1 && box.height >= 1 && std::abs(box.angle_rad) <= 2 * kPi;
}

}  // namespace

Result<GrayImage> upright_print(const GrayImage& image, const SlapBox& box) {
  if (image.width <= 0 || image.height <= 0 || !usable(image, box)) {
    return Error{ErrorCode::INVALID_ARGUMENT, "the box holds nothing of the image"};
  }
  const double margin = slap_parameters::kCropMarginPx * std::max(image.ppi, 1.0) / limits::kNominalPpi;
  const double width = std::ceil(box.width + 2 * margin);
  const double height = std::ceil(box.height + 2 * margin);
  if (width > limits::kMaxImageSide || height > limits::kMaxImageSide) {
    return Error{ErrorCode::IMAGE_TOO_LARGE, "the box is larger than a print"};
  }
  GrayImage print{static_cast<int>(width), static_cast<int>(height), image.ppi, {}};
  print.pixels.reserve(static_cast<std::size_t>(print.width) * static_cast<std::size_t>(print.height));
  const TurnedFrame frame(box.angle_rad);
  const Point middle = frame.from_picture({box.center_x - 0.5, box.center_y - 0.5});
  for (int y = 0; y < print.height; ++y) {
    for (int x = 0; x < print.width; ++x) {
      const Point in_frame{middle.x + x - 0.5 * (print.width - 1), middle.y + y - 0.5 * (print.height - 1)};
      print.pixels.push_back(grey_at(image, frame.to_picture(in_frame)));
    }
  }
  return print;
}

}  // namespace ridgeline
