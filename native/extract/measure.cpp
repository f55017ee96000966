#include "extract/measure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/math.hpp"
#include "quality/parameters.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;
using namespace quality_parameters;

// The value below which the worst kLowShare of them lie.
double low_end(std::vector<float>& values) {
  const auto rank = static_cast<std::ptrdiff_t>(kLowShare * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return static_cast<double>(values[static_cast<std::size_t>(rank)]);
}

// Means, spreads and low ends over the foreground, and where it turns most, in one walk.
void measure_fields(const PrintPlanes& planes, int cells, PrintFigures& out) {
  const CellField& clarity = planes.clarity.correlation;
  const CellField& certainty = planes.orientation.coherence;
  const CellField cosine = blur(planes.orientation.cosine, kFlowSigma_cells);
  const CellField sine = blur(planes.orientation.sine, kFlowSigma_cells);
  std::vector<float> clarities;
  std::vector<float> certainties;
  clarities.reserve(static_cast<std::size_t>(cells));
  certainties.reserve(static_cast<std::size_t>(cells));
  double period_sum = 0;
  double period_squares = 0;
  double contrast_sum = 0;
  int clear = 0;
  float straightest = 2.0f;
  for (std::size_t i = 0; i < planes.mask.size(); ++i) {
    if (planes.mask.values[i] == 0) continue;
    clarities.push_back(clarity.values[i]);
    certainties.push_back(certainty.values[i]);
    out.clarity_mean += clarity.values[i];
    out.certainty_mean += certainty.values[i];
    clear += clarity.values[i] >= static_cast<float>(kClearClarity) ? 1 : 0;
    // Length of the averaged orientation vector: 1 where the ridges run straight.
    const float straight = std::sqrt(cosine.values[i] * cosine.values[i] + sine.values[i] * sine.values[i]);
    out.flow_smoothness += straight;
    if (straight < straightest && planes.depth_px.values[i] > static_cast<float>(kCoreMarginPx)) {
      straightest = straight;
      out.core_depth_px = static_cast<double>(planes.depth_px.values[i]) * planes.px;
    }
    const double period_off = planes.period.period_px.values[i] - planes.period.median_px;
    period_sum += period_off;
    period_squares += period_off * period_off;
    contrast_sum += planes.statistics.deviation.values[i];
  }
  out.clarity_mean /= cells;
  out.certainty_mean /= cells;
  out.flow_smoothness /= cells;
  out.clear_share = static_cast<double>(clear) / cells;
  const double period_mean = period_sum / cells;
  const double variance = period_squares / cells - period_mean * period_mean;
  out.period_spread = std::sqrt(std::max(0.0, variance)) / planes.period.median_px;
  out.contrast_grey = contrast_sum / cells;
  out.clarity_low = low_end(clarities);
  out.certainty_low = low_end(certainties);
}

// Sums of powers of grey values.
struct Moments {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  std::int64_t squares = 0;
  std::int64_t cubes = 0;
};

// Small steps, so that squares fit 16 bits, and the cubes of the longest line 32.
constexpr int kMomentShift = 6;
static_assert(static_cast<int>(kNormalisedLimit * kNormalisedScale) >> kMomentShift <= 40);

void add_moments(const std::int16_t* line, int count, Moments& moments) noexcept {
  std::int32_t sum = 0;
  std::int32_t squares = 0;
  std::int32_t cubes = 0;
  for (int x = 0; x < count; ++x) {
    const auto value = static_cast<std::int16_t>(line[x] >> kMomentShift);
    const auto square = static_cast<std::int16_t>(value * value);
    sum += value;
    squares += square;
    cubes += static_cast<std::int32_t>(square) * value;
  }
  moments.count += count;
  moments.sum += sum;
  moments.squares += squares;
  moments.cubes += cubes;
}

// Third central moment over the third power of the deviation, from every other line. Whole numbers: the same sums in any
// order. A cell at the edge of the image counts the repeated pixels beyond it, too.
double skewness(const PixelPlane& plane, const CellMask& mask) {
  Moments moments;
  for (int cy = 0; cy < mask.height; ++cy) {
    const std::uint8_t* row = mask.values.data() + mask.index(0, cy);
    for (int from = 0, to = 0; from < mask.width; from = to) {
      to = from + 1;
      if (row[from] == 0) continue;
      while (to < mask.width && row[to] != 0) ++to;
      for (int y = 0; y < kCellPx; y += 2) {
        add_moments(plane.row(cy * kCellPx + y) + from * kCellPx, (to - from) * kCellPx, moments);
      }
    }
  }
  const auto count = static_cast<double>(moments.count);
  const double mean = static_cast<double>(moments.sum) / count;
  const double square = static_cast<double>(moments.squares) / count;
  const double variance = std::max(1.0, square - mean * mean);
  const double third = static_cast<double>(moments.cubes) / count - 3 * mean * square + 2 * mean * mean * mean;
  return third / (variance * std::sqrt(variance));
}

// Where the foreground lies in the image, and how much of its outline is the image's edge and not the finger's.
void measure_place(const CellMask& mask, int cells, double px, PrintFigures& out) {
  std::int64_t sum_x = 0;
  std::int64_t sum_y = 0;
  int outline = 0;
  int cut = 0;
  const auto look = [&](int x, int y) {
    // The outermost cells are those in which the sensor's own edge is painted over.
    const bool outside = x < 1 || y < 1 || x >= mask.width - 1 || y >= mask.height - 1;
    if (!outside && mask.at(x, y) != 0) return;
    ++outline;
    cut += outside ? 1 : 0;
  };
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (mask.at(x, y) == 0) continue;
      sum_x += x;
      sum_y += y;
      look(x + 1, y);
      look(x - 1, y);
      look(x, y + 1);
      look(x, y - 1);
    }
  }
  const double off_x = static_cast<double>(sum_x) / cells - (mask.width - 1) / 2.0;
  const double off_y = static_cast<double>(sum_y) / cells - (mask.height - 1) / 2.0;
  out.offset_px = px * kCellPx * std::sqrt(off_x * off_x + off_y * off_y);
  out.cut_share = outline > 0 ? static_cast<double>(cut) / outline : 0.0;
}

void measure_minutiae(std::size_t detected, const std::vector<RawMinutia>& kept, PrintFigures& out) {
  out.minutiae = kept.size();
  out.dropped_minutiae = detected - kept.size();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i < kBestMinutiae) out.best_minutiae_clarity += kept[i].clarity / static_cast<double>(kBestMinutiae);
    out.clear_minutiae += kept[i].clarity > kClearClarity ? 1 : 0;
  }
}

}  // namespace

PrintFigures measure_figures(const PrintPlanes& planes, std::size_t detected, const std::vector<RawMinutia>& kept) {
  PrintFigures out;
  measure_minutiae(detected, kept, out);
  out.good_period_share = planes.period.good_share;
  const int cells = count_cells(planes.mask);
  if (cells == 0) return out;
  out.ridge_area_px = round_to_int(cells * kCellPx * kCellPx * planes.px * planes.px);
  measure_fields(planes, cells, out);
  out.grey_skewness = skewness(planes.normalised, planes.mask);
  measure_place(planes.mask, cells, planes.px, out);
  return out;
}

}  // namespace ridgeline
