// A plain model of how the FBI's encoder chooses bin widths (IAFIS-IC-0110, Part 3): formulas as they stand there, in
// double precision with the C library's mathematics, on subbands that the wavelet model took apart.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "wavelet_model.hpp"

namespace ridgeline::test {

/// Variance of the samples with x0 <= x < x1 and y0 <= y < y1.
inline double variance(const Plane& plane, int x0, int y0, int x1, int y1) {
  std::vector<double> samples;
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) samples.push_back(plane.at(x, y));
  }
  const auto count = static_cast<double>(samples.size());
  const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / count;
  double squares = 0;
  for (const double sample : samples) squares += (sample - mean) * (sample - mean);
  return squares / (count - 1);
}

inline double whole_variance(const Plane& plane) { return variance(plane, 0, 0, plane.width, plane.height); }

inline double middle_variance(const Plane& plane) {
  const int x = plane.width / 8;
  const int y = 9 * plane.height / 32;
  const int width = 3 * plane.width / 4;
  const int height = 7 * plane.height / 16;
  return width * height < 2 ? whole_variance(plane) : variance(plane, x, y, x + width, y + height);
}

inline std::vector<double> model_variances(const std::vector<Plane>& subbands) {
  double lowest = 0;
  for (std::size_t i = 0; i < 4; ++i) lowest += middle_variance(subbands[i]);
  std::vector<double> variances;
  for (std::size_t i = 0; i < 60; ++i) {
    variances.push_back(lowest < 20000 ? whole_variance(subbands[i]) : middle_variance(subbands[i]));
  }
  return variances;
}

/// Bin widths of the 64 subbands, 0 where a subband is not sent. Without the limits that keep numbers in their fields.
inline std::vector<double> model_bin_widths(const std::vector<double>& variances, double rate) {
  const double weights[8] = {1.32, 1.08, 1.42, 1.08, 1.32, 1.42, 1.08, 1.08};
  std::vector<double> widths(64);
  std::set<std::size_t> members;
  for (std::size_t k = 0; k < 60; ++k) {
    if (variances[k] < 1.01) continue;
    const double weight = k < 52 ? 1 : weights[k - 52];
    widths[k] = k < 4 ? 1 : 10 / (weight * std::log(variances[k]));
    members.insert(k);
  }
  const auto share = [](std::size_t k) { return k < 4 ? 1.0 / 1024 : k < 51 ? 1.0 / 256 : 1.0 / 16; };
  double factor = 1;
  for (std::size_t before = 0; before != members.size();) {
    before = members.size();
    double shares = 0;
    double product = 1;
    for (const std::size_t k : members) shares += share(k);
    for (const std::size_t k : members) product *= std::pow(std::sqrt(variances[k]) / widths[k], share(k));
    factor = std::pow(2, rate / shares - 1) / 2.5 * std::pow(product, -1 / shares);
    std::erase_if(members, [&](std::size_t k) { return widths[k] / factor >= 5 * std::sqrt(variances[k]); });
  }
  for (double& width : widths) width /= factor;
  return widths;
}

}  // namespace ridgeline::test
