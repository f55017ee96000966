#include "image/wsq_bin_widths.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/math.hpp"
#include "image/wsq_encode_parameters.hpp"
#include "image/wsq_number.hpp"

namespace ridgeline::wsq {
namespace {

Region middle_of(const Region& whole) {
  return {whole.x + kWindowLeft8ths * whole.width / 8, whole.y + kWindowTop32nds * whole.height / 32,
          kWindowWidth4ths * whole.width / 4, kWindowHeight16ths * whole.height / 16};
}

// Samples are added in four sums side by side, so that they need not wait for each other.
constexpr int kLanes = 4;

double total(const std::array<double, kLanes>& lanes) { return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]); }

double variance_of(std::span<const float> plane, int stride, const Region& region) {
  std::array<double, kLanes> sums{};
  std::array<double, kLanes> squares{};
  const auto add = [&](double sample, std::size_t lane) {
    sums[lane] += sample;
    squares[lane] += sample * sample;
  };
  for (int y = region.y; y < region.y + region.height; ++y) {
    const float* row = plane.data() + static_cast<std::ptrdiff_t>(y) * stride + region.x;
    int x = 0;
    for (; x + kLanes <= region.width; x += kLanes) {
      for (int lane = 0; lane < kLanes; ++lane) add(row[x + lane], static_cast<std::size_t>(lane));
    }
    for (; x < region.width; ++x) add(row[x], 0);
  }
  const auto count = static_cast<double>(region.area());
  return (total(squares) - total(sums) * total(sums) / count) / (count - 1);
}

// A window of less than two samples, as small images have them, gives way to the whole subband.
double variance_in_middle(std::span<const float> plane, int stride, const Region& whole) {
  const Region middle = middle_of(whole);
  return variance_of(plane, stride, middle.area() < 2 ? whole : middle);
}

double largest_magnitude(std::span<const float> plane, int stride, const Region& region) {
  std::array<float, kLanes> largest{};
  const auto look_at = [&](float sample, std::size_t lane) {
    const float magnitude = std::abs(sample);
    largest[lane] = magnitude > largest[lane] ? magnitude : largest[lane];
  };
  for (int y = region.y; y < region.y + region.height; ++y) {
    const float* row = plane.data() + static_cast<std::ptrdiff_t>(y) * stride + region.x;
    int x = 0;
    for (; x + kLanes <= region.width; x += kLanes) {
      for (int lane = 0; lane < kLanes; ++lane) look_at(row[x + lane], static_cast<std::size_t>(lane));
    }
    for (; x < region.width; ++x) look_at(row[x], 0);
  }
  return *std::max_element(largest.begin(), largest.end());
}

double weight_of(std::size_t subband) {
  return subband < kFirstWeightedSubband ? 1 : kWeights[subband - kFirstWeightedSubband];
}

double share_of(std::size_t subband) {
  if (subband < kLowestSubbands) return kShareOfLowest;
  return subband < kFirstOfHighest ? kShareOfMiddle : kShareOfHighest;
}

/// A subband that takes part in the rate: its standard deviation and the bin width before the rate is fitted.
struct Member {
  double share;
  double deviation;
  double relative_width;
};

double relative_width(std::size_t subband, double variance) {
  if (subband < kLowestSubbands) return 1;
  return kWidthPerLogVariance / (weight_of(subband) * logarithm(variance));
}

// The factor by which all widths are divided. Where bins of a subband come out wider than all of its samples lie, its
// bits go to the others, and the factor is found anew.
double fit_factor(std::vector<Member> members, double bits_per_pixel) {
  constexpr double kLogOf2 = 0.69314718055994530942;
  double factor = 1;
  while (!members.empty()) {
    double shares = 0;
    double log_product = 0;
    for (const Member& member : members) {
      shares += member.share;
      log_product += member.share * logarithm(member.deviation / member.relative_width);
    }
    factor = exponential((bits_per_pixel / shares - 1) * kLogOf2 - log_product / shares) / kLoading;
    const auto too_wide = [&](const Member& member) {
      return member.relative_width / factor >= 2 * kLoading * member.deviation;
    };
    if (std::erase_if(members, too_wide) == 0) break;
  }
  return factor;
}

}  // namespace

Statistics measure_subbands(const Layout& layout, std::span<const float> plane, int stride) {
  Statistics statistics{};
  double lowest = 0;
  for (std::size_t i = 0; i < kLowestSubbands; ++i) lowest += variance_in_middle(plane, stride, layout.subbands[i]);
  for (std::size_t i = 0; i < kFirstSilentSubband; ++i) {
    const Region& subband = layout.subbands[i];
    statistics[i].variance = lowest < kLeastLowestVariance ? variance_of(plane, stride, subband)
                                                           : variance_in_middle(plane, stride, subband);
    statistics[i].largest_magnitude = largest_magnitude(plane, stride, subband);
  }
  return statistics;
}

Quantization fit_bins(const Statistics& statistics, double bits_per_pixel) {
  std::vector<Member> members;
  for (std::size_t i = 0; i < kFirstSilentSubband; ++i) {
    const double variance = statistics[i].variance;
    if (variance < kLeastVariance) continue;
    members.push_back({share_of(i), std::sqrt(variance), relative_width(i, variance)});
  }
  const double factor = fit_factor(members, bits_per_pixel);
  Quantization table;
  table.bin_centre = as_sent(kBinCentre);
  for (std::size_t i = 0; i < kFirstSilentSubband; ++i) {
    if (statistics[i].variance < kLeastVariance) continue;
    const double narrowest = std::max(kNarrowestBin, statistics[i].largest_magnitude / kMostBins);
    const double width = std::clamp(relative_width(i, statistics[i].variance) / factor, narrowest, kWidestBin);
    table.subbands[i] = {as_sent(width), as_sent(kZeroBinRatio * width)};
  }
  return table;
}

}  // namespace ridgeline::wsq
