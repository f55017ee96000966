// One value a pixel (or a cell) of the finger or the picture.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ridgeline::synthesis {

template <class T>
struct Plane {
  int width = 0;
  int height = 0;
  std::vector<T> values;

  Plane() = default;
  Plane(int w, int h, T fill = T{})
      : width(w), height(h), values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}

  [[nodiscard]] std::size_t index(int x, int y) const noexcept {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
  [[nodiscard]] T& at(int x, int y) noexcept { return values[index(x, y)]; }
  [[nodiscard]] T at(int x, int y) const noexcept { return values[index(x, y)]; }
  [[nodiscard]] bool holds(int x, int y) const noexcept { return x >= 0 && y >= 0 && x < width && y < height; }

  /// Value between the four pixels around a point; a point outside gives `outside`.
  [[nodiscard]] float between(float x, float y, float outside) const noexcept {
    if (!(x >= 0 && y >= 0 && x < static_cast<float>(width - 1) && y < static_cast<float>(height - 1))) return outside;
    const int x0 = static_cast<int>(x);
    const int y0 = static_cast<int>(y);
    const float wx = x - static_cast<float>(x0);
    const float wy = y - static_cast<float>(y0);
    const T* top = values.data() + index(x0, y0);
    const T* bottom = top + width;
    const float upper = static_cast<float>(top[0]) * (1 - wx) + static_cast<float>(top[1]) * wx;
    const float lower = static_cast<float>(bottom[0]) * (1 - wx) + static_cast<float>(bottom[1]) * wx;
    return upper * (1 - wy) + lower * wy;
  }
};

/// A point or a shift, px, image axes (y down).
struct Point {
  double x = 0;
  double y = 0;
};

/// 0 up to `from`, 1 from `to` on, smooth between.
[[nodiscard]] inline double smooth_step(double from, double to, double x) noexcept {
  const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

}  // namespace ridgeline::synthesis
