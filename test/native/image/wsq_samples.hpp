// Images and filters that the tests of WSQ share.
#pragma once

#include <cmath>
#include <random>

#include "image/gray_image.hpp"
#include "wavelet_model.hpp"

namespace ridgeline::test {

/// Bent ridges of 9 px with some noise, and a blank part.
inline GrayImage ridges(int width, int height) {
  std::mt19937 random(5);
  GrayImage image{width, height, 500, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double distance = std::sqrt((x + 20.0) * (x + 20.0) + 1.5 * (y - 10.0) * (y - 10.0));
      const double wave = 120 + 90 * std::cos(distance * 2 * 3.14159265358979 / 9) + static_cast<double>(random() % 21);
      image.pixels.push_back(static_cast<std::uint8_t>(x + y > width ? 240 : wave));
    }
  }
  return image;
}

/// The 9/7 filters of the FBI's encoder.
inline FilterPair filters_9_7() {
  return {false,
          {0.852698679009403, 0.377402855612654, -0.110624404418423, -0.023849465019380, 0.037828455506995},
          {0.788485616405664, -0.418092273222212, -0.040689417609558, 0.064538882628938}};
}
/// The 5/3 filters of Le Gall.
inline FilterPair filters_5_3() {
  const double root = std::sqrt(2.0);
  return {false, {0.75 * root, 0.25 * root, -0.125 * root}, {0.5 * root, -0.25 * root}};
}
/// Eight taps each: the even pair published with the format.
inline FilterPair filters_8_8() {
  return {true,
          {0.852698679009403, -0.097892967784096, -0.123355841052751, 0.075656911013991},
          {-0.603288944813938, 0.188701427806327, 0.052614150119248, -0.032269441314469}};
}
/// Six and two taps (Cohen, Daubechies, Feauveau 1,3).
inline FilterPair filters_6_2() {
  const double root = std::sqrt(2.0);
  return {true, {0.5 * root, 0.0625 * root, -0.0625 * root}, {-0.5 * root}};
}
/// Haar's.
inline FilterPair filters_2_2() { return {true, {std::sqrt(0.5)}, {-std::sqrt(0.5)}}; }

}  // namespace ridgeline::test
