// Error rates of scores, as ISO/IEC 19795-1 defines them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace ridgeline::training {

struct ErrorRates {
  double equal = 0;  ///< EER
  double fnmr_at_1_percent = 0;
  double fnmr_at_1_permille = 0;
};

/// Share of genuine scores that are not above the threshold that lets through at most this share of impostors.
inline double fnmr_at(const std::vector<float>& genuine, const std::vector<float>& falling_impostors, double fmr) {
  const auto allowed = static_cast<std::size_t>(fmr * static_cast<double>(falling_impostors.size()) + 1e-9);
  const float threshold = falling_impostors[std::min(allowed, falling_impostors.size() - 1)];
  const auto refused = std::count_if(genuine.begin(), genuine.end(), [&](float s) { return s <= threshold; });
  return static_cast<double>(refused) / static_cast<double>(genuine.size());
}

inline ErrorRates error_rates(std::vector<float> genuine, std::vector<float> impostors) {
  ErrorRates out;
  if (genuine.empty() || impostors.empty()) return out;
  std::sort(impostors.begin(), impostors.end(), std::greater<>());
  out.fnmr_at_1_percent = fnmr_at(genuine, impostors, 0.01);
  out.fnmr_at_1_permille = fnmr_at(genuine, impostors, 0.001);
  std::sort(genuine.begin(), genuine.end());
  // The threshold falls from impostor to impostor until as many of them pass as genuine ones are refused.
  for (std::size_t passed = 0; passed < impostors.size(); ++passed) {
    const auto refused = std::upper_bound(genuine.begin(), genuine.end(), impostors[passed]) - genuine.begin();
    const double fnmr = static_cast<double>(refused) / static_cast<double>(genuine.size());
    const double fmr = static_cast<double>(passed) / static_cast<double>(impostors.size());
    if (fmr < fnmr) continue;
    out.equal = 0.5 * (fnmr + fmr);
    break;
  }
  return out;
}

}  // namespace ridgeline::training
