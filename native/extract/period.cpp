#include "extract/period.hpp"

#include <algorithm>
#include <array>

#include "base/math.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

using Signature = std::array<float, kSignatureLength>;

// Grey values along the normal of the ridges, averaged along the ridges; fixed-point steps keep the sampling cheap.
Signature take_signature(const PixelPlane& plane, double x, double y, double angle) noexcept {
  constexpr double kFixed = 65536.0;
  const double along_x = cosine(angle);
  const double along_y = sine(angle);
  const auto step_x = static_cast<std::int64_t>(-along_y * kFixed);
  const auto step_y = static_cast<std::int64_t>(along_x * kFixed);
  Signature out{};
  for (int k = 0; k < kSignatureAlong; ++k) {
    const double offset = (k - (kSignatureAlong - 1) / 2.0) * kSignatureAlongStepPx;
    const double half = (kSignatureLength - 1) / 2.0;
    auto px = static_cast<std::int64_t>((x + offset * along_x + half * along_y + 0.5) * kFixed);
    auto py = static_cast<std::int64_t>((y + offset * along_y - half * along_x + 0.5) * kFixed);
    for (float& sample : out) {
      const int ix = std::clamp(static_cast<int>(px >> 16), 0, plane.width - 1);
      const int iy = std::clamp(static_cast<int>(py >> 16), 0, plane.height - 1);
      sample += static_cast<float>(plane.at(ix, iy));
      px += step_x;
      py += step_y;
    }
  }
  return out;
}

struct Peak {
  double lag_px = 0;
  double height = 0;
};

// Normalised autocorrelation for lags 0..kMaxLagPx.
std::array<float, kMaxLagPx + 1> autocorrelate(Signature signature) noexcept {
  float mean = 0;
  for (const float v : signature) mean += v;
  mean /= kSignatureLength;
  for (float& v : signature) v -= mean;
  // Behind the last sample stand zeros, which change no sum, so that all lags can be summed side by side.
  std::array<float, kSignatureLength + kMaxLagPx> padded{};
  std::copy(signature.begin(), signature.end(), padded.begin());
  std::array<float, kMaxLagPx + 1> out{};
  for (std::size_t i = 0; i < kSignatureLength; ++i) {
    for (std::size_t lag = 0; lag <= kMaxLagPx; ++lag) out[lag] += padded[i] * padded[i + lag];
  }
  for (std::size_t lag = 0; lag <= kMaxLagPx; ++lag) out[lag] /= static_cast<float>(kSignatureLength - lag);
  const float energy = out[0] > 0 ? out[0] : 1.0f;
  for (float& v : out) v /= energy;
  return out;
}

// First peak after the first zero crossing; a later one only where it is clearly higher.
Peak find_peak(const std::array<float, kMaxLagPx + 1>& r) noexcept {
  std::size_t lag = 1;
  while (lag < kMaxLagPx && r[lag] > 0) ++lag;
  Peak best;
  for (; lag < kMaxLagPx; ++lag) {
    if (r[lag] < r[lag - 1] || r[lag] < r[lag + 1] || r[lag] <= static_cast<float>(kMinPeak)) continue;
    const bool first = best.height == 0;
    if (!first && (lag > kLatestLaterPeakPx || r[lag] < best.height + kLaterPeakMargin)) continue;
    const double curve = r[lag - 1] - 2.0 * r[lag] + r[lag + 1];
    const double shift = curve < 0 ? 0.5 * (r[lag - 1] - r[lag + 1]) / curve : 0.0;
    best = {static_cast<double>(lag) + shift, r[lag]};
  }
  if (best.lag_px < kMinPeriodPx || best.lag_px > kMaxPeriodPx) best = {};
  return best;
}

CellGrid<Peak> measure_peaks(const PixelPlane& normalised, const OrientationField& orientation, const CellMask& mask) {
  constexpr int kCells = kPeriodGridPx / kCellPx;
  CellGrid<Peak> peaks((mask.width + kCells - 1) / kCells, (mask.height + kCells - 1) / kCells);
  for (int gy = 0; gy < peaks.height; ++gy) {
    for (int gx = 0; gx < peaks.width; ++gx) {
      const int cx = std::min(gx * kCells + kCells / 2, mask.width - 1);
      const int cy = std::min(gy * kCells + kCells / 2, mask.height - 1);
      if (mask.at(cx, cy) == 0) continue;
      const double angle = orientation.angle(mask.index(cx, cy));
      const Signature signature =
          take_signature(normalised, cx * kCellPx + (kCellPx - 1) / 2.0, cy * kCellPx + (kCellPx - 1) / 2.0, angle);
      peaks.at(gx, gy) = find_peak(autocorrelate(signature));
    }
  }
  return peaks;
}

double median_of_good(const CellGrid<Peak>& peaks) {
  std::vector<double> good;
  for (const Peak& peak : peaks.values) {
    if (peak.height > kGoodPeak) good.push_back(peak.lag_px);
  }
  if (good.empty()) return kDefaultPeriodPx;
  std::nth_element(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(good.size() / 2), good.end());
  return good[good.size() / 2];
}

// Weighted blur on the coarse grid with the median as prior.
CellField smooth_peaks(const CellGrid<Peak>& peaks, double median_px) {
  CellField weighted(peaks.width, peaks.height);
  CellField weights(peaks.width, peaks.height);
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const double weight = peaks.values[i].height * peaks.values[i].height;
    weighted.values[i] = static_cast<float>(weight * peaks.values[i].lag_px);
    weights.values[i] = static_cast<float>(weight);
  }
  weighted = blur(weighted, kPeriodSigma_grid);
  weights = blur(weights, kPeriodSigma_grid);
  for (std::size_t i = 0; i < weighted.size(); ++i) {
    weighted.values[i] = (weighted.values[i] + static_cast<float>(kPeriodPriorWeight * median_px)) /
                         (weights.values[i] + static_cast<float>(kPeriodPriorWeight));
  }
  return weighted;
}

// Coarse grid to cells, bilinear between grid points at cell kCells i + kCells / 2.
CellField to_cells(const CellField& coarse, int width, int height) {
  constexpr int kCells = kPeriodGridPx / kCellPx;
  CellField out(width, height);
  for (int y = 0; y < height; ++y) {
    const double fy = std::clamp((y - kCells / 2) / static_cast<double>(kCells), 0.0, coarse.height - 1.0);
    const int y0 = static_cast<int>(fy);
    const int y1 = std::min(y0 + 1, coarse.height - 1);
    for (int x = 0; x < width; ++x) {
      const double fx = std::clamp((x - kCells / 2) / static_cast<double>(kCells), 0.0, coarse.width - 1.0);
      const int x0 = static_cast<int>(fx);
      const int x1 = std::min(x0 + 1, coarse.width - 1);
      const double top = coarse.at(x0, y0) + (fx - x0) * (coarse.at(x1, y0) - coarse.at(x0, y0));
      const double bottom = coarse.at(x0, y1) + (fx - x0) * (coarse.at(x1, y1) - coarse.at(x0, y1));
      out.at(x, y) = static_cast<float>(top + (fy - y0) * (bottom - top));
    }
  }
  return out;
}

}  // namespace

PeriodField estimate_period(const PixelPlane& normalised, const OrientationField& orientation, const CellMask& mask) {
  const CellGrid<Peak> peaks = measure_peaks(normalised, orientation, mask);
  PeriodField out;
  out.median_px = median_of_good(peaks);
  out.period_px = to_cells(smooth_peaks(peaks, out.median_px), mask.width, mask.height);
  int tried = 0;
  int good = 0;
  constexpr int kCells = kPeriodGridPx / kCellPx;
  for (int gy = 0; gy < peaks.height; ++gy) {
    for (int gx = 0; gx < peaks.width; ++gx) {
      const int cx = std::min(gx * kCells + kCells / 2, mask.width - 1);
      const int cy = std::min(gy * kCells + kCells / 2, mask.height - 1);
      if (mask.at(cx, cy) == 0) continue;
      ++tried;
      good += peaks.at(gx, gy).height > kGoodPeak ? 1 : 0;
    }
  }
  out.good_share = tried > 0 ? static_cast<double>(good) / tried : 0.0;
  return out;
}

}  // namespace ridgeline
