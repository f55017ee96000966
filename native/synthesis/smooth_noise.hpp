// Random surfaces without grain: what varies slowly over a finger or a picture.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "synthesis/plane.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {

/// A surface of mean 0 and deviation 1 whose hills are about two spacings wide: a cubic spline through random weights. It is
/// made row by row, since a whole plane of it is more to write and read than to work out.
class NoiseRows {
 public:
  NoiseRows(Random& random, int width, int height, double spacing);

  /// The next row from the top, at most `height` of them; it stays until the next call.
  [[nodiscard]] const float* next() noexcept;

 private:
  static constexpr int kTaps = 4;

  // The first of the four knots around a sample and the weights of all.
  struct Tap {
    int first = 0;
    std::array<float, kTaps> weights{};

    Tap(int sample, double spacing) noexcept;
  };

  void widen(int knot_row) noexcept;
  [[nodiscard]] float* wide(int knot_row) noexcept;

  int width_;
  double spacing_;
  int y_ = 0;
  int widened_ = 0;          // rows of knots that were joined across
  std::vector<Tap> across_;  // for every column
  Plane<float> knots_;
  Plane<float> wide_;  // the last rows of knots, joined across
  std::vector<float> row_;
};

/// All its rows.
[[nodiscard]] Plane<float> smooth_noise(Random& random, int width, int height, double spacing);

}  // namespace ridgeline::synthesis
