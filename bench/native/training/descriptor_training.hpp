// Learns the descriptor: linear discriminants of cylinders, and the two-covariance model of evidence on them.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/math.hpp"
#include "match/cylinder.hpp"
#include "match/model.hpp"
#include "training/linear_algebra.hpp"

namespace ridgeline::training {

using match::Cylinder;
using match::DescriptorModel;
using match::kCylinderValues;
using match::kDescriptorValues;

/// Bytes, or differences of bytes.
using IntegerVector = std::array<std::int16_t, kCylinderValues>;

inline IntegerVector vector_of(const Cylinder& cylinder) {
  IntegerVector out{};
  std::copy(cylinder.begin(), cylinder.end(), out.begin());
  return out;
}

inline IntegerVector difference_of(const Cylinder& a, const Cylinder& b) {
  IntegerVector out{};
  for (std::size_t i = 0; i < kCylinderValues; ++i) out[i] = static_cast<std::int16_t>(a[i] - b[i]);
  return out;
}

/// Sums for a covariance matrix. Whole numbers, so the order in which vectors come does not matter.
class CovarianceSums {
 public:
  CovarianceSums() : products_(kCylinderValues * kCylinderValues), open_(products_.size()), sums_(kCylinderValues) {}

  void add(const IntegerVector& values) {
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      const std::int16_t own = values[i];
      if (own == 0) continue;
      sums_[i] += own;
      std::int32_t* row = open_.data() + i * kCylinderValues;
      for (std::size_t j = i; j < kCylinderValues; ++j) row[j] += own * values[j];
    }
    ++count_;
    // A product of bytes is below 2^16, so 2^15 of them fit 32 bits.
    if (++open_count_ == 1u << 15) flush();
  }
  void add(const CovarianceSums& other) {
    flush();
    for (std::size_t i = 0; i < products_.size(); ++i) products_[i] += other.products_[i] + other.open_[i];
    for (std::size_t i = 0; i < kCylinderValues; ++i) sums_[i] += other.sums_[i];
    count_ += other.count_;
  }
  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] std::vector<double> mean() const {
    std::vector<double> out;
    for (const std::int64_t sum : sums_) out.push_back(static_cast<double>(sum) / static_cast<double>(count_));
    return out;
  }
  /// `centred` takes the means off; differences have none by symmetry.
  [[nodiscard]] Matrix covariance(bool centred) const {
    const auto count = static_cast<double>(count_);
    Matrix out(kCylinderValues, kCylinderValues);
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      for (std::size_t j = i; j < kCylinderValues; ++j) {
        const std::size_t at = i * kCylinderValues + j;
        double value = static_cast<double>(products_[at] + open_[at]) / count;
        if (centred) value -= static_cast<double>(sums_[i]) * static_cast<double>(sums_[j]) / (count * count);
        out.at(i, j) = out.at(j, i) = value;
      }
    }
    return out;
  }

 private:
  void flush() {
    for (std::size_t i = 0; i < products_.size(); ++i) products_[i] += open_[i];
    std::fill(open_.begin(), open_.end(), 0);
    open_count_ = 0;
  }

  std::vector<std::int64_t> products_;
  std::vector<std::int32_t> open_;
  std::vector<std::int64_t> sums_;
  std::int64_t count_ = 0;
  std::size_t open_count_ = 0;
};

/// Quantises discriminants whose within-finger variance is 1 and whose total variances are `totals`.
inline DescriptorModel make_descriptor_model(const Matrix& vectors, const std::vector<double>& totals,
                                             const std::vector<double>& mean) {
  DescriptorModel model{};
  double bias_offset = 0;
  for (std::size_t k = 0; k < kDescriptorValues; ++k) {
    const double total = std::max(totals[k], 1.01);
    const double same = -0.5 * (1 / (2 * (2 * total - 1)) - 1 / (2 * total));
    const double apart = -0.5 * (0.5 - 1 / (2 * total));
    const double factor = std::sqrt(2 * (same - apart));
    double largest = 0;
    double middle = 0;
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      largest = std::max(largest, std::fabs(vectors.at(k, i)));
      middle += vectors.at(k, i) * mean[i];
    }
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      model.rows[k][i] = static_cast<std::int8_t>(round_to_int(vectors.at(k, i) / largest * 127));
    }
    model.scale[k] = static_cast<float>(factor * largest / 127);
    model.offset[k] = static_cast<float>(factor * middle);
    model.bias_weight[k] = static_cast<float>((same + apart) / (factor * factor));
    bias_offset -= 0.25 * logarithm((2 * total - 1) / (total * total));
  }
  model.bias_offset = static_cast<float>(bias_offset);
  return model;
}

/// A start without knowledge of mates: principal components, a third of whose variance is taken for within-finger.
inline DescriptorModel first_descriptor(const CovarianceSums& all) {
  constexpr double kWithinShare = 0.35;
  Eigen eigen = eigen_of(all.covariance(true));
  std::vector<double> totals(kDescriptorValues, 1 / kWithinShare);
  for (std::size_t k = 0; k < kDescriptorValues; ++k) {
    const double scale = 1 / std::sqrt(kWithinShare * eigen.values[k]);
    for (std::size_t i = 0; i < kCylinderValues; ++i) eigen.vectors.at(k, i) *= scale;
  }
  return make_descriptor_model(eigen.vectors, totals, all.mean());
}

/// Discriminants from differences of mates and from all cylinders.
inline DescriptorModel discriminant_descriptor(const CovarianceSums& all, const CovarianceSums& differences) {
  constexpr double kRidge = 0.05;  // of the mean variance: keeps rare cells from being trusted
  Matrix within = differences.covariance(false);
  double trace = 0;
  for (std::size_t i = 0; i < kCylinderValues; ++i) {
    for (std::size_t j = 0; j < kCylinderValues; ++j) within.at(i, j) *= 0.5;  // each of the two mates has its half
    trace += within.at(i, i);
  }
  for (std::size_t i = 0; i < kCylinderValues; ++i) within.at(i, i) += kRidge * trace / kCylinderValues;
  const Eigen eigen = generalised_eigen_of(all.covariance(true), within);
  return make_descriptor_model(eigen.vectors, eigen.values, all.mean());
}

}  // namespace ridgeline::training
