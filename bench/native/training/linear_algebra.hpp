// Symmetric matrices of a few hundred rows: Cholesky, eigenvectors, and both together. Slow, but without libraries whose
// results differ between machines.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace ridgeline::training {

class Matrix {
 public:
  Matrix() = default;
  Matrix(std::size_t rows, std::size_t columns) : columns_(columns), values_(rows * columns) {}
  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return values_[row * columns_ + column]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values_[row * columns_ + column]; }
  [[nodiscard]] double* row(std::size_t index) { return values_.data() + index * columns_; }
  [[nodiscard]] const double* row(std::size_t index) const { return values_.data() + index * columns_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }

 private:
  std::size_t columns_ = 0;
  std::vector<double> values_;
};

/// The lower triangle L with L L' = A; A must be positive definite.
inline Matrix cholesky(const Matrix& a) {
  const std::size_t n = a.rows();
  Matrix lower(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a.at(i, j);
      for (std::size_t k = 0; k < j; ++k) sum -= lower.at(i, k) * lower.at(j, k);
      lower.at(i, j) = i == j ? std::sqrt(sum) : sum / lower.at(j, j);
    }
  }
  return lower;
}

struct Eigen {
  std::vector<double> values;  ///< largest first
  Matrix vectors;              ///< one a row
};

/// A symmetric matrix as a tridiagonal one: A = Q T Q', with Q's columns as rows of `turned`.
struct Tridiagonal {
  std::vector<double> diagonal;
  std::vector<double> beside;  ///< beside[i] joins i and i + 1
  Matrix turned;
};

/// Applies the reflection 1 - 2 v v' from both sides of the symmetric matrix `a`, and to the rows of `turned`.
inline void reflect(Matrix& a, Matrix& turned, const std::vector<double>& v) {
  const std::size_t n = a.rows();
  std::vector<double> product(n, 0.0);
  std::vector<double> along(n, 0.0);
  double own = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) product[i] += a.at(i, j) * v[j];
    own += product[i] * v[i];
    if (v[i] == 0) continue;
    for (std::size_t k = 0; k < n; ++k) along[k] += v[i] * turned.at(i, k);
  }
  for (std::size_t i = 0; i < n; ++i) product[i] -= own * v[i];
  for (std::size_t i = 0; i < n; ++i) {
    double* row = a.row(i);
    for (std::size_t j = 0; j < n; ++j) row[j] -= 2 * (v[i] * product[j] + product[i] * v[j]);
    if (v[i] == 0) continue;
    double* turned_row = turned.row(i);
    for (std::size_t k = 0; k < n; ++k) turned_row[k] -= 2 * v[i] * along[k];
  }
}

/// Householder's method.
inline Tridiagonal tridiagonal_of(Matrix a) {
  const std::size_t n = a.rows();
  Tridiagonal out{std::vector<double>(n), std::vector<double>(n), Matrix(n, n)};
  for (std::size_t i = 0; i < n; ++i) out.turned.at(i, i) = 1;
  for (std::size_t column = 0; column + 2 < n; ++column) {
    std::vector<double> v(n, 0.0);
    double square = 0;
    for (std::size_t i = column + 1; i < n; ++i) {
      v[i] = a.at(i, column);
      square += v[i] * v[i];
    }
    if (square == 0) continue;
    v[column + 1] += v[column + 1] < 0 ? -std::sqrt(square) : std::sqrt(square);
    double length = 0;
    for (const double value : v) length += value * value;
    for (double& value : v) value /= std::sqrt(length);
    reflect(a, out.turned, v);
  }
  for (std::size_t i = 0; i < n; ++i) {
    out.diagonal[i] = a.at(i, i);
    out.beside[i] = i + 1 < n ? a.at(i + 1, i) : 0.0;
  }
  return out;
}

/// One implicit QL step on the unreduced block first..last with a shift from its upper end.
inline void ql_step(Tridiagonal& t, std::size_t first, std::size_t last) {
  std::vector<double>& d = t.diagonal;
  std::vector<double>& e = t.beside;
  const double half = (d[first + 1] - d[first]) / (2 * e[first]);
  const double root = std::sqrt(half * half + 1);
  double g = d[last] - d[first] + e[first] / (half + (half < 0 ? -root : root));
  double s = 1, c = 1, p = 0;
  for (std::size_t i = last; i-- > first;) {
    const double f = s * e[i];
    const double b = c * e[i];
    const double r = std::sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r == 0) {
      d[i + 1] -= p;
      e[last] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const double q = (d[i] - g) * s + 2 * c * b;
    p = s * q;
    d[i + 1] = g + p;
    g = c * q - b;
    double* low = t.turned.row(i);
    double* high = t.turned.row(i + 1);
    for (std::size_t k = 0; k < t.turned.columns(); ++k) {
      const double value = high[k];
      high[k] = s * low[k] + c * value;
      low[k] = c * low[k] - s * value;
    }
  }
  d[first] -= p;
  e[first] = g;
  e[last] = 0;
}

/// All eigenvectors of a symmetric matrix: tridiagonal form, then QL steps until it is diagonal.
inline Eigen eigen_of(const Matrix& a) {
  const std::size_t n = a.rows();
  Tridiagonal t = tridiagonal_of(a);
  for (std::size_t first = 0; first < n; ++first) {
    for (;;) {
      std::size_t last = first;
      while (last + 1 < n) {
        const double size = std::fabs(t.diagonal[last]) + std::fabs(t.diagonal[last + 1]);
        if (std::fabs(t.beside[last]) <= 1e-15 * size) break;
        ++last;
      }
      if (last == first) break;
      ql_step(t, first, last);
    }
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return t.diagonal[x] > t.diagonal[y]; });
  Eigen out{{}, Matrix(n, n)};
  for (std::size_t i = 0; i < n; ++i) {
    out.values.push_back(t.diagonal[order[i]]);
    for (std::size_t k = 0; k < n; ++k) out.vectors.at(i, k) = t.turned.at(order[i], k);
  }
  return out;
}

}  // namespace ridgeline::training
