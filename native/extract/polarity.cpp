#include "extract/polarity.hpp"

namespace ridgeline {

using namespace extract_parameters;

bool has_bright_ridges(const LocalStatistics& statistics, const CellMask& mask) {
  double print_grey = 0;
  double print_deviation = 0;
  double background_grey = 0;
  int print_cells = 0;
  int background_cells = 0;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (mask.values[i] != 0) {
      print_grey += statistics.mean.values[i];
      print_deviation += statistics.deviation.values[i];
      ++print_cells;
    } else if (statistics.deviation.values[i] < static_cast<float>(kQuietDeviation)) {
      background_grey += statistics.mean.values[i];
      ++background_cells;
    }
  }
  if (print_cells == 0 || background_cells < kMinBackgroundShare * static_cast<double>(mask.size())) return false;
  const double difference = background_grey / background_cells - print_grey / print_cells;
  return difference < -kBrightRidgeDeviations * print_deviation / print_cells;
}

void invert(PixelPlane& normalised) noexcept {
  for (std::int16_t& value : normalised.values) value = static_cast<std::int16_t>(-value);
}

}  // namespace ridgeline
