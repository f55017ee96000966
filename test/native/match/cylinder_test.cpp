#include "match/cylinder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "base/math.hpp"
#include "match/forms.hpp"
#include "match/kernels/cylinder_cells.hpp"

using namespace ridgeline;
using namespace ridgeline::match_parameters;

namespace {

/// Minutiae lie in a square of 250 px.
constexpr auto kSide_steps = static_cast<unsigned>(250 * kStepsPerPx);
constexpr std::size_t kCells = kernels::kGridSide * kernels::kGridSide;
using Bytes = std::array<std::uint8_t, kCells * kernels::kCellDirections>;
using Shares = std::array<float, kernels::kDirectionLanes>;

float share_of(std::mt19937& random) { return static_cast<float>(random() % 1000) / 999.0f; }

kernels::ReachedCells reached_cells(std::mt19937& random) {
  kernels::ReachedCells reached{};
  reached.count = static_cast<std::uint32_t>(random() % (kernels::kReachedCells + 1));
  reached.first = static_cast<std::uint32_t>(random() % (kernels::kGridSide + 1 - reached.count));
  for (float& share : reached.shares) share = share_of(random);
  return reached;
}

std::vector<Minutia> random_minutiae(std::mt19937& random, std::size_t count) {
  std::vector<Minutia> minutiae(count);
  for (Minutia& minutia : minutiae) {
    minutia.x = static_cast<decltype(minutia.x)>(random() % kSide_steps);
    minutia.y = static_cast<decltype(minutia.y)>(random() % kSide_steps);
    minutia.angle = static_cast<std::uint8_t>(random());
    minutia.quality = static_cast<std::uint8_t>(1 + random() % 60);
  }
  return minutiae;
}

/// The bell over angles, averaged over a sector `from_rad` away, against one that lies in the middle.
double direction_share(double from_rad) {
  const auto mass = [](double middle) {
    constexpr int kSteps = 400;
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
      const double at = middle + 2 * kPi / kCylinderDirections * ((i + 0.5) / kSteps - 0.5);
      sum += std::exp(-at * at / (2 * kCylinderSigma_rad * kCylinderSigma_rad));
    }
    return sum / kSteps;
  };
  return mass(std::remainder(from_rad, 2 * kPi)) / mass(0);
}

/// What the cylinder means, cell by cell, in double precision.
std::vector<double> plain_cylinder(const std::vector<Minutia>& minutiae, std::size_t centre) {
  constexpr double kCell_px = 2 * kCylinderRadius_px / kCylinderSide;
  const Minutia& middle = minutiae[centre];
  const double turn = middle.angle * 2 * kPi / 256;
  std::vector<double> values;
  for (int row = 0; row < kCylinderSide; ++row) {
    for (int column = 0; column < kCylinderSide; ++column) {
      const double cell_x = (column + 0.5) * kCell_px - kCylinderRadius_px;
      const double cell_y = (row + 0.5) * kCell_px - kCylinderRadius_px;
      if (cell_x * cell_x + cell_y * cell_y > kCylinderRadius_px * kCylinderRadius_px) continue;
      for (int direction = 0; direction < kCylinderDirections; ++direction) {
        double sum = 0;
        for (std::size_t i = 0; i < minutiae.size(); ++i) {
          if (i == centre) continue;
          const double dx = static_cast<double>(minutiae[i].x - middle.x) / kStepsPerPx;
          const double dy = static_cast<double>(middle.y - minutiae[i].y) / kStepsPerPx;
          const double x = std::cos(turn) * dx + std::sin(turn) * dy - cell_x;
          const double y = std::cos(turn) * dy - std::sin(turn) * dx - cell_y;
          const double reach = 3 * kCylinderSigma_px;
          if (std::max(std::abs(x), std::abs(y)) >= reach) continue;
          if (dx * dx + dy * dy > (kCylinderRadius_px + reach) * (kCylinderRadius_px + reach)) continue;
          const double apart = (minutiae[i].angle - middle.angle) * 2 * kPi / 256 -
                               ((direction + 0.5) * 2 * kPi / kCylinderDirections - kPi);
          sum += minutiae[i].quality / static_cast<double>(kUnknownQuality) *
                 std::exp(-(x * x + y * y) / (2 * kCylinderSigma_px * kCylinderSigma_px)) * direction_share(apart);
        }
        values.push_back(255 * std::sqrt(std::min(1.0, sum / kCylinderFull)));
      }
    }
  }
  return values;
}

}  // namespace

TEST_CASE("a cylinder holds what its neighbours give to every cell, to a few 255ths") {
  std::mt19937 random(21);
  double worst = 0;
  double differences = 0;
  double values = 0;
  for (int round = 0; round < 4; ++round) {
    const std::vector<Minutia> minutiae = random_minutiae(random, 40);
    std::vector<std::uint8_t> all(minutiae.size());
    std::iota(all.begin(), all.end(), std::uint8_t{0});
    for (const std::uint8_t centre : {std::uint8_t{0}, std::uint8_t{7}, std::uint8_t{39}}) {
      const match::Cylinder cylinder = match::make_cylinder(minutiae, all, centre);
      const std::vector<double> plain = plain_cylinder(minutiae, centre);
      REQUIRE(plain.size() == cylinder.size());
      for (std::size_t i = 0; i < plain.size(); ++i) {
        worst = std::max(worst, std::abs(plain[i] - cylinder[i]));
        differences += std::abs(plain[i] - cylinder[i]);
        values += cylinder[i];
      }
    }
  }
  // The bell ends at three deviations, where its share is 1.1 % and the root of it 31/255 at most; positions go by 1/8 px.
  CHECK(worst < 32);
  CHECK(differences < 0.01 * values);
}

TEST_CASE("every form of the cylinder's cells gives the plain sums to the bit") {
  std::mt19937 random(22);
  std::array<std::uint8_t, kCells> cells;
  std::iota(cells.begin(), cells.end(), std::uint8_t{0});
  for (int round = 0; round < 50; ++round) {
    std::shuffle(cells.begin(), cells.end(), random);
    std::vector<Shares> directions(static_cast<std::size_t>(round));
    std::vector<kernels::NeighbourBell> bells;
    for (Shares& each : directions) {
      for (std::size_t d = 0; d < kernels::kCellDirections; ++d) each[d] = share_of(random);
      bells.push_back({reached_cells(random), reached_cells(random), share_of(random), each.data()});
    }
    std::array<Shares, kCells> sums{};
    for (const kernels::NeighbourBell& bell : bells) {
      for (std::size_t row = 0; row < bell.rows.count; ++row) {
        for (std::size_t column = 0; column < bell.columns.count; ++column) {
          const float near = bell.weight * bell.columns.shares[column] * bell.rows.shares[row];
          Shares& cell = sums[(bell.rows.first + row) * kernels::kGridSide + bell.columns.first + column];
          for (std::size_t d = 0; d < cell.size(); ++d) cell[d] += near * bell.directions[d];
        }
      }
    }
    for (kernels::FillCells* const form :
#if defined(__x86_64__)
         forms_of(&kernels::fill_cells_scalar, &kernels::fill_cells_avx2, &kernels::fill_cells_avx2)) {
#else
         {&kernels::fill_cells_scalar}) {
#endif
      Bytes bytes{};
      form(bells, 0.75f, cells, bytes.data());
      for (std::size_t i = 0; i < bytes.size(); ++i) {
        const float sum = sums[cells[i / kernels::kCellDirections]][i % kernels::kCellDirections];
        const double root = std::sqrt(std::min(1.0f, sum / 0.75f));
        REQUIRE(bytes[i] == static_cast<std::uint8_t>(static_cast<int>(255.0 * root + 0.5)));
      }
    }
  }
}
