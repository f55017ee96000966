// Logistic regression by Newton's method, with a penalty on the squares of the weights.
#pragma once

#include <algorithm>
#include <vector>

#include "base/math.hpp"
#include "match/model.hpp"
#include "training/linear_algebra.hpp"
#include "training/net_training.hpp"

namespace ridgeline::training {

/// Solves A x = b for a positive definite A.
inline std::vector<double> solve(const Matrix& a, std::vector<double> b) {
  const Matrix lower = cholesky(a);
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= lower.at(i, k) * b[k];
    b[i] /= lower.at(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= lower.at(k, i) * b[k];
    b[i] /= lower.at(i, i);
  }
  return b;
}

/// `penalty` is the weight of half the squared weights against the mean cross-entropy.
template <std::size_t Inputs>
match::LogisticModel<Inputs> train_logistic(std::vector<LabelledRecord<Inputs>> records, double penalty) {
  constexpr float kFigureLimit = 5.0f;
  constexpr int kRounds = 30;
  balance(records);
  const Standard<Inputs> standard(records);
  match::LogisticModel<Inputs> model{};
  for (std::size_t i = 0; i < Inputs; ++i) {
    model.mean[i] = static_cast<float>(standard.mean[i]);
    model.inverse_deviation[i] = static_cast<float>(standard.inverse_deviation[i]);
  }
  std::vector<double> weights(Inputs + 1, 0.0);
  for (int round = 0; round < kRounds; ++round) {
    Matrix curvature(Inputs + 1, Inputs + 1);
    std::vector<double> gradient(Inputs + 1, 0.0);
    for (std::size_t i = 0; i < Inputs; ++i) {
      gradient[i] = penalty * weights[i];
      curvature.at(i, i) = penalty;
    }
    curvature.at(Inputs, Inputs) = 1e-9;
    for (const auto& record : records) {
      std::array<double, Inputs + 1> input;
      for (std::size_t i = 0; i < Inputs; ++i) {
        const float value = (record.figures[i] - model.mean[i]) * model.inverse_deviation[i];
        input[i] = std::clamp(value, -kFigureLimit, kFigureLimit);
      }
      input[Inputs] = 1;
      double sum = 0;
      for (std::size_t i = 0; i <= Inputs; ++i) sum += weights[i] * input[i];
      const double likely = sigmoid(sum);
      const double slope = record.weight * (likely - (record.genuine ? 1.0 : 0.0));
      const double bend = record.weight * likely * (1 - likely);
      for (std::size_t i = 0; i <= Inputs; ++i) {
        gradient[i] += slope * input[i];
        double* row = curvature.row(i);
        for (std::size_t j = 0; j <= Inputs; ++j) row[j] += bend * input[i] * input[j];
      }
    }
    const std::vector<double> change = solve(curvature, gradient);
    double largest = 0;
    for (std::size_t i = 0; i <= Inputs; ++i) largest = std::max(largest, std::fabs(change[i]));
    const double damping = largest > 2.0 ? 2.0 / largest : 1.0;
    for (std::size_t i = 0; i <= Inputs; ++i) weights[i] -= damping * change[i];
    if (largest < 1e-7) break;
  }
  for (std::size_t i = 0; i < Inputs; ++i) model.weight[i] = static_cast<float>(weights[i]);
  model.intercept = static_cast<float>(weights[Inputs]);
  return model;
}

}  // namespace ridgeline::training
