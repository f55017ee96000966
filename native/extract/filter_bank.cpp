#include "extract/filter_bank.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/math.hpp"
#include "extract/parameters.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

double bank_period(int index) noexcept {
  const double step = logarithm(kBankMaxPeriodPx / kBankMinPeriodPx) / (kPeriods - 1);
  return kBankMinPeriodPx * exponential(step * index);
}

// Takes the mean out under the Gaussian window, so that flat grey gives no response, and scales to a sum of
// magnitudes of 2.
void balance(std::vector<double>& kernel, const std::vector<double>& window) {
  double sum = 0;
  double weight = 0;
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    sum += kernel[i];
    weight += window[i];
  }
  double magnitude = 0;
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    kernel[i] -= window[i] * sum / weight;
    magnitude += std::abs(kernel[i]);
  }
  for (double& k : kernel) k *= 2.0 / magnitude;
}

// Dark ridges (negative normalised grey) give positive responses: the kernel's centre is negative.
std::vector<double> make_kernel(double angle, double period, int radius) {
  const int rows = 2 * radius + 1;
  const double along_x = cosine(angle);
  const double along_y = sine(angle);
  const double sigma_across = kSigmaAcrossShare * period;
  std::vector<double> kernel(static_cast<std::size_t>(rows) * static_cast<std::size_t>(rows));
  std::vector<double> window(kernel.size());
  for (int y = -radius; y <= radius; ++y) {
    for (int x = -radius; x <= radius; ++x) {
      const double u = -along_y * x + along_x * y;
      const double v = along_x * x + along_y * y;
      const auto i = static_cast<std::size_t>((y + radius) * rows + x + radius);
      window[i] = exponential(-u * u / (2 * sigma_across * sigma_across) - v * v / (2 * kSigmaAlongPx * kSigmaAlongPx));
      kernel[i] = -window[i] * cosine(2 * kPi * u / period);
    }
  }
  balance(kernel, window);
  return kernel;
}

}  // namespace

FilterBank::FilterBank(int radius_px) : rows_(2 * radius_px + 1), taps_(rows_ <= 16 ? 16 : 24) {
  const auto size = static_cast<std::size_t>(rows_) * static_cast<std::size_t>(taps_);
  coefficients_.resize(size * kOrientations * kPeriods);
  for (int o = 0; o < kOrientations; ++o) {
    for (int p = 0; p < kPeriods; ++p) {
      const std::vector<double> kernel = make_kernel(o * kPi / kOrientations, bank_period(p), radius_px);
      std::int16_t* out = coefficients_.data() + static_cast<std::size_t>(o * kPeriods + p) * size;
      for (int y = 0; y < rows_; ++y) {
        for (int x = 0; x < rows_; ++x) {
          out[y * taps_ + x] = static_cast<std::int16_t>(
              round_to_int(kernel[static_cast<std::size_t>(y * rows_ + x)] * (1 << kKernelScaleBits)));
        }
      }
    }
  }
}

int FilterBank::orientation_index(double doubled_cosine, double doubled_sine) noexcept {
  // The doubled angle goes round once for all orientations: an eighth of the circle is kSectors of them wide.
  constexpr int kSectors = kOrientations / 8;
  struct Boundary {
    double cosine, sine;
  };
  static const std::array<Boundary, kSectors> kBoundaries = [] {
    std::array<Boundary, kSectors> out{};
    for (int i = 0; i < kSectors; ++i) {
      const double angle = (i + 0.5) * 2 * kPi / kOrientations;
      out[static_cast<std::size_t>(i)] = {cosine(angle), sine(angle)};
    }
    return out;
  }();
  const double x = std::abs(doubled_cosine);
  const double y = std::abs(doubled_sine);
  const double near = std::max(x, y);
  const double far = std::min(x, y);
  if (near == 0) return 0;
  int index = 0;
  for (const Boundary& boundary : kBoundaries) index += far * boundary.cosine >= near * boundary.sine ? 1 : 0;
  if (y > x) index = 2 * kSectors - index;
  if (doubled_cosine < 0) index = 4 * kSectors - index;
  if (doubled_sine < 0) index = kOrientations - index;
  return index & (kOrientations - 1);
}

int FilterBank::period_index(double period_px) noexcept {
  const double place = logarithm(std::clamp(period_px, kBankMinPeriodPx, kBankMaxPeriodPx) / kBankMinPeriodPx) /
                       logarithm(kBankMaxPeriodPx / kBankMinPeriodPx) * (kPeriods - 1);
  return round_to_int(place);
}

kernels::GaborKernel FilterBank::kernel(int orientation, int period) const noexcept {
  const auto size = static_cast<std::size_t>(rows_) * static_cast<std::size_t>(taps_);
  return {coefficients_.data() + static_cast<std::size_t>(orientation * kPeriods + period) * size, rows_, taps_};
}

const FilterBank& FilterBank::inner() {
  static const FilterBank bank(kInnerRadiusPx);
  return bank;
}

const FilterBank& FilterBank::last() {
  static const FilterBank bank(kLastRadiusPx);
  return bank;
}

}  // namespace ridgeline
