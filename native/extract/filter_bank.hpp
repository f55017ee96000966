// Even Gabor kernels for every orientation and ridge period, made once per process.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/kernels/gabor.hpp"

namespace ridgeline {

class FilterBank {
 public:
  explicit FilterBank(int radius_px);

  /// Kernel number of a ridge angle (radians, any) and period (px): the nearest of each.
  [[nodiscard]] static int index_of(double angle_rad, double period_px) noexcept;
  [[nodiscard]] kernels::GaborKernel kernel(int index) const noexcept;

  /// The banks of the inner passes and of the last one.
  [[nodiscard]] static const FilterBank& inner();
  [[nodiscard]] static const FilterBank& last();

 private:
  int rows_;
  int taps_;
  std::vector<std::int16_t> coefficients_;
};

}  // namespace ridgeline
