// Learns the descriptor: principal components of cylinders.
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

/// Sums for a covariance matrix. Whole numbers, so the order in which vectors come does not matter.
class CovarianceSums {
 public:
  CovarianceSums() : products_(kCylinderValues * kCylinderValues), open_(products_.size()), sums_(kCylinderValues) {}

  void add(const Cylinder& values) {
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      const std::int32_t own = values[i];
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
  [[nodiscard]] std::vector<double> mean() const {
    std::vector<double> out;
    for (const std::int64_t sum : sums_) out.push_back(static_cast<double>(sum) / static_cast<double>(count_));
    return out;
  }
  [[nodiscard]] Matrix covariance() const {
    const auto count = static_cast<double>(count_);
    Matrix out(kCylinderValues, kCylinderValues);
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      for (std::size_t j = i; j < kCylinderValues; ++j) {
        const std::size_t at = i * kCylinderValues + j;
        const double mean_product = static_cast<double>(sums_[i]) * static_cast<double>(sums_[j]) / (count * count);
        out.at(i, j) = out.at(j, i) = static_cast<double>(products_[at] + open_[at]) / count - mean_product;
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

/// The principal components, each divided by its variance to the power kWhitening: components of little variance weigh a
/// little more than plain whitening (1/2) would have it. Discriminants learned from mates were worse on sets that they had
/// not seen: the fingers at hand are too few for them.
inline DescriptorModel learn_descriptor(const CovarianceSums& cylinders) {
  constexpr double kWhitening = 0.65;
  constexpr double kVariance = 0.93;  // of the component kReference, in the units of the evidence
  constexpr std::size_t kReference = 8;
  const Eigen eigen = eigen_of(cylinders.covariance());
  const std::vector<double> mean = cylinders.mean();
  DescriptorModel model{};
  for (std::size_t k = 0; k < kDescriptorValues; ++k) {
    const double* vector = eigen.vectors.row(k);
    const double relative = eigen.values[k] / eigen.values[kReference];
    const double factor = std::sqrt(kVariance / eigen.values[kReference]) * std::pow(relative, -kWhitening);
    double largest = 0;
    double middle = 0;
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      largest = std::max(largest, std::fabs(vector[i]));
      middle += vector[i] * mean[i];
    }
    for (std::size_t i = 0; i < kCylinderValues; ++i) {
      model.rows[k][i] = static_cast<std::int8_t>(round_to_int(vector[i] / largest * 127));
    }
    model.scale[k] = static_cast<float>(factor * largest / 127);
    model.offset[k] = static_cast<float>(factor * middle);
  }
  return model;
}

}  // namespace ridgeline::training
