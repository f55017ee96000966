#include "synthesis/ridge_spreading.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {
namespace {

// Ridges whose waves have the number k = 2 pi / period across and run along t are a gradient's level lines, without a break,
// where t . grad(ln period) = div t. In each square of the grid that is one equation for the values at its four corners.
struct Equation {
  std::array<std::size_t, 4> corners{};
  std::array<double, 4> weights{};
  double divergence = 0;
};

double turn_between(double from, double to) noexcept {
  const double difference = to - from;
  return difference - kPi * round_to_int(difference / kPi);
}

class Grid {
 public:
  explicit Grid(const Plane<float>& orientation)
      : columns_((orientation.width + kSpreadingGridCells - 1) / kSpreadingGridCells + 1),
        rows_((orientation.height + kSpreadingGridCells - 1) / kSpreadingGridCells + 1) {
    for (int y = 0; y + 1 < rows_; ++y) {
      for (int x = 0; x + 1 < columns_; ++x) equations_.push_back(equation(orientation, x, y));
    }
  }

  [[nodiscard]] int columns() const noexcept { return columns_; }
  [[nodiscard]] int rows() const noexcept { return rows_; }

  // Least squares with a pull towards no change, by conjugate gradients on the normal equations.
  [[nodiscard]] std::vector<double> solve() const {
    const std::size_t count = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
    std::vector<double> value(count);
    std::vector<double> residual(count);
    for (const Equation& each : equations_) {
      for (std::size_t k = 0; k < 4; ++k) residual[each.corners[k]] += each.weights[k] * each.divergence;
    }
    std::vector<double> direction = residual;
    double length = dot(residual, residual);
    for (int step = 0; step < kSpreadingSteps && length > 0; ++step) {
      const std::vector<double> image = apply(direction);
      const double along = length / dot(direction, image);
      for (std::size_t i = 0; i < count; ++i) {
        value[i] += along * direction[i];
        residual[i] -= along * image[i];
      }
      const double next = dot(residual, residual);
      for (std::size_t i = 0; i < count; ++i) direction[i] = residual[i] + next / length * direction[i];
      length = next;
    }
    return value;
  }

 private:
  [[nodiscard]] Equation equation(const Plane<float>& orientation, int x, int y) const noexcept {
    const auto angle_at = [&](int gx, int gy) {
      return static_cast<double>(orientation.at(std::min(gx * kSpreadingGridCells, orientation.width - 1),
                                                std::min(gy * kSpreadingGridCells, orientation.height - 1)));
    };
    const double here = angle_at(x, y);
    const double right = turn_between(here, angle_at(x + 1, y));
    const double below = turn_between(here, angle_at(x, y + 1));
    const double corner = turn_between(here, angle_at(x + 1, y + 1));
    const double slope_x = 0.5 * (right + corner - below);
    const double slope_y = 0.5 * (below + corner - right);
    const double middle = here + 0.25 * (right + below + corner);
    const double s = sine(middle);
    const double c = cosine(middle);
    // A core or delta inside the square has no slope to speak of.
    const double steepness = (slope_x * slope_x + slope_y * slope_y) / (kSteepestTurnRad * kSteepestTurnRad);
    const double trust = 1.0 / (1.0 + steepness * steepness);
    const auto row = static_cast<std::size_t>(columns_);
    const std::size_t first = static_cast<std::size_t>(y) * row + static_cast<std::size_t>(x);
    const double along = 0.5 * trust * c;
    const double down = 0.5 * trust * s;
    return {{first, first + 1, first + row, first + row + 1},
            {-along - down, along - down, -along + down, along + down},
            trust * (c * slope_y - s * slope_x)};
  }

  [[nodiscard]] std::vector<double> apply(const std::vector<double>& value) const {
    constexpr double kPull = static_cast<double>(kSpreadingGridCells * kCellPx) / kSpreadingReachPx;
    std::vector<double> image(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) image[i] = kPull * kPull * value[i];
    for (const Equation& each : equations_) {
      double sum = 0;
      for (std::size_t k = 0; k < 4; ++k) sum += each.weights[k] * value[each.corners[k]];
      for (std::size_t k = 0; k < 4; ++k) image[each.corners[k]] += each.weights[k] * sum;
    }
    return image;
  }

  static double dot(const std::vector<double>& a, const std::vector<double>& b) noexcept {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  }

  int columns_;
  int rows_;
  std::vector<Equation> equations_;
};

}  // namespace

Plane<float> ridge_spreading(const Plane<float>& orientation) {
  const Grid grid(orientation);
  const std::vector<double> solved = grid.solve();
  Plane<float> knots(grid.columns(), grid.rows());
  for (std::size_t i = 0; i < solved.size(); ++i) {
    knots.values[i] = static_cast<float>(std::clamp(kSpreadingShare * solved[i], -kMostSpreading, kMostSpreading));
  }
  Plane<float> spreading(orientation.width, orientation.height);
  for (int y = 0; y < spreading.height; ++y) {
    for (int x = 0; x < spreading.width; ++x) {
      spreading.at(x, y) =
          knots.between(static_cast<float>(x) / kSpreadingGridCells, static_cast<float>(y) / kSpreadingGridCells, 0.0F);
    }
  }
  return spreading;
}

}  // namespace ridgeline::synthesis
