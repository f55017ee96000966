#include "match/cylinder.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "base/math.hpp"
#include "match/angles.hpp"
#include "match/kernels/cylinder_cells.hpp"
#include "match/selection.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

constexpr double kCell_px = 2.0 * kCylinderRadius_px / kCylinderSide;
/// Beyond three deviations the bell is taken for zero.
constexpr double kReach_px = 3.0 * kCylinderSigma_px;
constexpr std::size_t kSide = kCylinderSide;
constexpr std::size_t kDirections = kCylinderDirections;
static_assert(kSide == kernels::kGridSide && kDirections == kernels::kCellDirections);

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
  [[nodiscard]] const std::array<float, kernels::kDirectionLanes>& at(std::uint8_t angle) const noexcept {
    return rows_[angle];
  }

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

  std::array<std::array<float, kernels::kDirectionLanes>, kTurn> rows_{};  // padded with zeros
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

constexpr int kCell_steps = static_cast<int>(kCell_px * kStepsPerPx);
constexpr int kReach_steps = static_cast<int>(kReach_px * kStepsPerPx);
static_assert(2 * kReach_steps < static_cast<int>(kernels::kReachedCells) * kCell_steps);

/// The columns (or rows) of cells that a neighbour's bell reaches from a coordinate.
kernels::ReachedCells reached_from(float position_px, const DistanceBell& bell) {
  constexpr int kFirstMiddle_steps = static_cast<int>((0.5 * kCell_px - kCylinderRadius_px) * kStepsPerPx);
  const int position = round_to_int(static_cast<double>(position_px) * kStepsPerPx) - kFirstMiddle_steps;
  // The first cell whose middle is nearer than the reach; division rounds towards zero, so the dividend is kept positive.
  const int begin = (position - kReach_steps + kCylinderSide * kCell_steps) / kCell_steps - kCylinderSide + 1;
  kernels::ReachedCells reached{};
  for (int cell = begin < 0 ? 0 : begin; cell < kCylinderSide; ++cell) {
    const float share = bell.at(position - cell * kCell_steps);
    if (share == 0.0f) break;
    if (reached.count == 0) reached.first = static_cast<std::uint32_t>(cell);
    reached.shares[reached.count++] = share;
  }
  return reached;
}

}  // namespace

Cylinder make_cylinder(const std::vector<Minutia>& minutiae, std::span<const std::uint8_t> neighbours,
                       std::uint8_t centre) {
  constexpr float kFarthest_px = static_cast<float>(kCylinderRadius_px + kReach_px);
  static const DistanceBell distance_bell;
  static const DirectionBell direction_bell;
  static const std::array<std::uint8_t, kCylinderCells> cells = cells_in_circle();
  const AngleTable& turn = angle_table();
  const Minutia& middle = minutiae[centre];
  const float cosine = turn.cosine[middle.angle];
  const float sine = turn.sine[middle.angle];
  std::array<kernels::NeighbourBell, kMaxNeighbours> bells;  // written up to count
  std::size_t count = 0;
  for (const std::uint8_t neighbour : neighbours.first(std::min(neighbours.size(), bells.size()))) {
    if (neighbour == centre) continue;
    const Minutia& other = minutiae[neighbour];
    const float dx = static_cast<float>(other.x - middle.x) / static_cast<float>(kStepsPerPx);
    const float dy = static_cast<float>(middle.y - other.y) / static_cast<float>(kStepsPerPx);
    if (dx * dx + dy * dy > kFarthest_px * kFarthest_px) continue;
    bells[count++] = {reached_from(cosine * dx + sine * dy, distance_bell),
                      reached_from(cosine * dy - sine * dx, distance_bell),
                      static_cast<float>(effective_quality(other)) / static_cast<float>(kUnknownQuality),
                      direction_bell.at(static_cast<std::uint8_t>(other.angle - middle.angle)).data()};
  }
  Cylinder cylinder;
  kernels::fill_cells()({bells.data(), count}, static_cast<float>(kCylinderFull), cells, cylinder.data());
  return cylinder;
}

}  // namespace ridgeline::match
