// Even Gabor kernels for every orientation and ridge period, made once per process.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/kernels/gabor.hpp"

namespace ridgeline {

class FilterBank {
 public:
  explicit FilterBank(int radius_px);

  /// Numbers of the nearest orientation (a vector of its doubled angle, of any length) and the nearest period (px) in the bank.
  [[nodiscard]] static int orientation_index(double doubled_cosine, double doubled_sine) noexcept;
  [[nodiscard]] static int period_index(double period_px) noexcept;
  [[nodiscard]] kernels::GaborKernel kernel(int orientation, int period) const noexcept;

  /// The banks of the inner passes and of the last one.
  [[nodiscard]] static const FilterBank& inner();
  [[nodiscard]] static const FilterBank& last();

 private:
  int rows_;
  int taps_;
  std::vector<std::int16_t> coefficients_;
};

}  // namespace ridgeline
