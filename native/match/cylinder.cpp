#include "match/cylinder.hpp"

#include <cmath>
#include <cstddef>
#include <cstdlib>

#include "base/math.hpp"
#include "match/angles.hpp"
#include "match/selection.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

constexpr double kCell_px = 2.0 * kCylinderRadius_px / kCylinderSide;
/// Beyond three deviations the bell is taken for zero.
constexpr double kReach_px = 3.0 * kCylinderSigma_px;
constexpr std::size_t kSide = kCylinderSide;
constexpr std::size_t kDirections = kCylinderDirections;
/// Directions padded to whole registers.
constexpr std::size_t kDirectionLanes = 8;

/// The bell over distance in 1/8 px, with its end.
class DistanceBell {
 public:
  DistanceBell() {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const double distance_px = static_cast<double>(i) / kStepsPerPx;
      table_[i] =
          static_cast<float>(exponential(-distance_px * distance_px / (2 * kCylinderSigma_px * kCylinderSigma_px)));
    }
  }
  [[nodiscard]] float at(int steps) const noexcept {
    const auto distance = static_cast<std::size_t>(std::abs(steps));
    return distance < table_.size() ? table_[distance] : 0.0f;
  }

 private:
  std::array<float, static_cast<std::size_t>(kReach_px* kStepsPerPx)> table_{};
};

/// What a neighbour with each direction, against the centre's, gives to each direction cell: the share of a bell that falls
/// into the cell's sector, 1 where it falls in the middle.
class DirectionBell {
 public:
  DirectionBell() {
    for (std::size_t angle = 0; angle < rows_.size(); ++angle) {
      for (std::size_t cell = 0; cell < kDirections; ++cell) rows_[angle][cell] = share(angle, cell);
    }
  }
  [[nodiscard]] const std::array<float, kDirectionLanes>& at(std::uint8_t angle) const noexcept { return rows_[angle]; }

 private:
  static double mass(double from_middle_rad) {
    constexpr int kSlices = 32;
    constexpr double kSector_rad = 2 * kPi / kCylinderDirections;
    double sum = 0;
    for (int i = 0; i < kSlices; ++i) {
      const double at = from_middle_rad + kSector_rad * ((i + 0.5) / kSlices - 0.5);
      sum += exponential(-at * at / (2 * kCylinderSigma_rad * kCylinderSigma_rad));
    }
    return sum / kSlices;
  }
  static float share(std::size_t angle, std::size_t cell) {
    const double middle_rad = (static_cast<double>(cell) + 0.5) * 2 * kPi / kCylinderDirections - kPi;
    double apart_rad = static_cast<double>(angle) * 2 * kPi / kTurn - middle_rad;
    while (apart_rad > kPi) apart_rad -= 2 * kPi;
    while (apart_rad < -kPi) apart_rad += 2 * kPi;
    return static_cast<float>(mass(apart_rad) / mass(0.0));
  }

  std::array<std::array<float, kDirectionLanes>, kTurn> rows_{};  // padded with zeros
};

/// Which cells of the grid lie in the circle, row by row.
std::array<std::uint8_t, kCylinderCells> cells_in_circle() {
  std::array<std::uint8_t, kCylinderCells> cells{};
  std::size_t count = 0;
  for (std::size_t row = 0; row < kSide; ++row) {
    for (std::size_t column = 0; column < kSide; ++column) {
      const double y = (static_cast<double>(row) + 0.5) * kCell_px - kCylinderRadius_px;
      const double x = (static_cast<double>(column) + 0.5) * kCell_px - kCylinderRadius_px;
      if (x * x + y * y > kCylinderRadius_px * kCylinderRadius_px) continue;
      if (count < kCylinderCells) cells[count] = static_cast<std::uint8_t>(row * kSide + column);
      ++count;
    }
  }
  return cells;
}

/// Distances of a coordinate from the middles of the eight columns (or rows) of cells, through the bell.
std::array<float, kSide> bell_over_cells(float position_px, const DistanceBell& bell) {
  constexpr int kCell = static_cast<int>(kCell_px * kStepsPerPx);
  constexpr int kFirstMiddle = static_cast<int>((0.5 * kCell_px - kCylinderRadius_px) * kStepsPerPx);
  const int position = round_to_int(static_cast<double>(position_px) * kStepsPerPx);
  std::array<float, kSide> out;
  for (int i = 0; i < kCylinderSide; ++i)
    out[static_cast<std::size_t>(i)] = bell.at(position - kFirstMiddle - i * kCell);
  return out;
}

/// Sums of all cells of the square grid.
using Sums = std::array<std::array<float, kDirectionLanes>, kSide * kSide>;

/// The cells from `first` up to `end` that a bell reaches.
struct Reach {
  std::size_t first = 0;
  std::size_t end = 0;

  explicit Reach(const std::array<float, kSide>& shares) {
    while (first < kSide && shares[first] == 0.0f) ++first;
    for (end = first; end < kSide && shares[end] != 0.0f;) ++end;
  }
};

/// Adds one neighbour at a place in the centre's own frame, by its weight.
void add_neighbour(Sums& sums, float x_px, float y_px, std::uint8_t angle, float weight) {
  static const DistanceBell distance_bell;
  static const DirectionBell direction_bell;
  const std::array<float, kSide> columns = bell_over_cells(x_px, distance_bell);
  const std::array<float, kSide> rows = bell_over_cells(y_px, distance_bell);
  const std::array<float, kDirectionLanes>& directions = direction_bell.at(angle);
  const Reach across(columns);
  const Reach down(rows);
  for (std::size_t row = down.first; row < down.end; ++row) {
    for (std::size_t column = across.first; column < across.end; ++column) {
      const float near = weight * columns[column] * rows[row];
      std::array<float, kDirectionLanes>& values = sums[row * kSide + column];
      for (std::size_t d = 0; d < kDirectionLanes; ++d) values[d] += near * directions[d];
    }
  }
}

/// sqrt(min(1, sum / kCylinderFull)) in 1/255.
std::uint8_t cylinder_value(float sum) {
  const float share = sum / static_cast<float>(kCylinderFull);
  return static_cast<std::uint8_t>(static_cast<int>(255.0 * std::sqrt(share < 1.0f ? share : 1.0f) + 0.5));
}

}  // namespace

Cylinder make_cylinder(const std::vector<Minutia>& minutiae, std::span<const std::uint8_t> neighbours,
                       std::uint8_t centre) {
  constexpr float kFarthest_px = static_cast<float>(kCylinderRadius_px + kReach_px);
  const AngleTable& turn = angle_table();
  const Minutia& middle = minutiae[centre];
  const float cosine = turn.cosine[middle.angle];
  const float sine = turn.sine[middle.angle];
  Sums sums{};
  for (const std::uint8_t neighbour : neighbours) {
    if (neighbour == centre) continue;
    const Minutia& other = minutiae[neighbour];
    const float dx = static_cast<float>(other.x - middle.x) / static_cast<float>(kStepsPerPx);
    const float dy = static_cast<float>(middle.y - other.y) / static_cast<float>(kStepsPerPx);
    if (dx * dx + dy * dy > kFarthest_px * kFarthest_px) continue;
    add_neighbour(sums, cosine * dx + sine * dy, cosine * dy - sine * dx,
                  static_cast<std::uint8_t>(other.angle - middle.angle),
                  static_cast<float>(effective_quality(other)) / static_cast<float>(kUnknownQuality));
  }
  Cylinder cylinder{};
  static const std::array<std::uint8_t, kCylinderCells> cells = cells_in_circle();
  for (std::size_t i = 0; i < kCylinderCells; ++i) {
    const std::array<float, kDirectionLanes>& values = sums[cells[i]];
    if (values[0] == 0.0f) continue;  // a neighbour gives a share to every direction
    for (std::size_t d = 0; d < kDirections; ++d) cylinder[i * kDirections + d] = cylinder_value(values[d]);
  }
  return cylinder;
}

}  // namespace ridgeline::match
