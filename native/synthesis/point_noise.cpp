#include "synthesis/point_noise.hpp"

namespace ridgeline::synthesis {
namespace {

// Knots so far to the left and above are never asked for, so that the cell of a point is found by cutting its fraction off.
constexpr double kKnotsBefore = 4096.0;

// Steps of the keys of knots: any two odd numbers whose bits look random.
constexpr std::uint64_t kColumnStep = 0xD6E8FEB86659FD93ull;
constexpr std::uint64_t kRowStep = 0xA0761D6478BD642Full;

// The joined deviates have this deviation on average: the integral of w^2 + (1-w)^2 is 26/35 for w = 3t^2 - 2t^3, and there
// are two axes.
constexpr double kJoinedDeviation = 26.0 / 35.0;

double ease(double t) noexcept { return t * t * (3.0 - 2.0 * t); }

// The bits of the four knots around a point and the weights that join them.
struct Cell {
  std::uint64_t bits[4];
  double weights[4];

  Cell(std::uint64_t key, double x, double y) noexcept {
    const auto column = static_cast<std::int64_t>(x);
    const auto row = static_cast<std::int64_t>(y);
    const double across = ease(x - static_cast<double>(column));
    const double down = ease(y - static_cast<double>(row));
    const std::uint64_t corner =
        key + static_cast<std::uint64_t>(column) * kColumnStep + static_cast<std::uint64_t>(row) * kRowStep;
    bits[0] = Random::mix(corner);
    bits[1] = Random::mix(corner + kColumnStep);
    bits[2] = Random::mix(corner + kRowStep);
    bits[3] = Random::mix(corner + kColumnStep + kRowStep);
    weights[0] = (1.0 - across) * (1.0 - down);
    weights[1] = across * (1.0 - down);
    weights[2] = (1.0 - across) * down;
    weights[3] = across * down;
  }
};

}  // namespace

double PointNoise::at(Point point) const noexcept {
  const Cell cell(key_, point.x * per_px_ + kKnotsBefore, point.y * per_px_ + kKnotsBefore);
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += cell.weights[i] * quick_normal(cell.bits[i]);
  return sum * (1.0 / kJoinedDeviation);
}

}  // namespace ridgeline::synthesis
