#include "match/flow_agreement.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <memory>

#include "base/math.hpp"
#include "match/buffers.hpp"
#include "match/calibration.hpp"
#include "match/compare.hpp"
#include "match/forms.hpp"
#include "match/kernels/floats.hpp"
#include "match/prepare.hpp"
#include "match/random_prints.hpp"

using namespace ridgeline;
using namespace ridgeline::match;

namespace {

/// Orientation of the ridges around a loop's core, radians, y up; any smooth field with a bend would do.
double loop(double x, double y) { return 0.5 * std::atan2(y + 20, x - 15) + 0.004 * x; }

struct Pose {
  double turn_rad = 0;
  double x = 0;
  double y = 0;
};

/// The map of a print that shows the field after it was turned about the origin and shifted: cells of a disc of 130 px.
template <class Field>
RidgeFlowMap map_of(Field field, const Pose& pose, double extra_turn_rad = 0) {
  RidgeFlowMap flow{3, 2, 24, 26, {}};
  for (int row = 0; row < flow.rows; ++row) {
    for (int column = 0; column < flow.columns; ++column) {
      const double x = (flow.left + column + 0.5) * kFlowCellPx - pose.x;
      const double y = -(flow.top + row + 0.5) * kFlowCellPx - pose.y;
      const double c = std::cos(pose.turn_rad);
      const double s = std::sin(pose.turn_rad);
      const double from_x = c * x + s * y;
      const double from_y = c * y - s * x;
      const bool inside = from_x * from_x + from_y * from_y < 130 * 130;
      flow.cells.push_back(
          inside ? flow_step_of(std::remainder(field(from_x, from_y) + pose.turn_rad + extra_turn_rad, kPi)) : kNoFlow);
    }
  }
  return flow;
}

/// A map as a comparison has it.
class Unfolded {
 public:
  explicit Unfolded(const RidgeFlowMap& flow) : frame_{flow.left, flow.top, flow.columns, flow.rows} {
    cells_->fill(kNoFlow);
    for (std::size_t at = 0; at < flow.cells.size(); ++at) {
      (*cells_)[kFirstFlowCell + at / flow.columns * kFlowStride + at % flow.columns] = flow.cells[at];
    }
  }
  [[nodiscard]] FlowView view() const { return {frame_, cells_->data() + kFirstFlowCell}; }

 private:
  FlowFrame frame_;
  std::unique_ptr<FlowCells> cells_ = std::make_unique<FlowCells>();
};

float agreement(const RidgeFlowMap& first, const RidgeFlowMap& second, const Pose& from, const Pose& to) {
  const double turn = to.turn_rad - from.turn_rad;
  RigidTransform placement;
  placement.cosine = static_cast<float>(std::cos(turn));
  placement.sine = static_cast<float>(std::sin(turn));
  placement.x = static_cast<float>(to.x - std::cos(turn) * from.x + std::sin(turn) * from.y);
  placement.y = static_cast<float>(to.y - std::sin(turn) * from.x - std::cos(turn) * from.y);
  const auto common = std::make_unique<CommonFlow>();
  return flow_agreement(Unfolded(first).view(), Unfolded(second).view(), placement, static_cast<float>(turn), *common);
}

constexpr Pose kMiddle{0, 230, -240};

}  // namespace

TEST_CASE("the same flow agrees nearly perfectly, wherever it lies and however it is turned") {
  const RidgeFlowMap still = map_of(loop, kMiddle);
  CHECK(agreement(still, still, kMiddle, kMiddle) < -3.7f);
  for (const double turn : {0.2, 0.9, kPi / 2, 2.5, kPi, -1.3}) {
    CAPTURE(turn);
    const Pose pose{turn, 215, -251};
    CHECK(agreement(still, map_of(loop, pose), kMiddle, pose) < -3.3f);
    CHECK(agreement(map_of(loop, pose), still, pose, kMiddle) < -3.3f);
  }
}

TEST_CASE("skin that is turned evenly over the overlap still agrees") {
  const RidgeFlowMap still = map_of(loop, kMiddle);
  const auto askew = [](double x, double y) { return loop(x, y) + 0.12 + 0.0015 * x - 0.001 * y; };
  CHECK(agreement(still, map_of(askew, kMiddle), kMiddle, kMiddle) < -3.2f);
}

TEST_CASE("another flow does not agree, nor does the same flow in a wrong place") {
  const RidgeFlowMap still = map_of(loop, kMiddle);
  const auto arch = [](double x, double y) { return 0.5 * std::exp(-y * y / 20000) * std::sin(x / 60); };
  CHECK(agreement(still, map_of(arch, kMiddle), kMiddle, kMiddle) == kNoFlowAgreement);
  const Pose wrong{1.2, 230, -240};
  CHECK(agreement(still, map_of(loop, kMiddle), kMiddle, wrong) > -2.8f);
}

TEST_CASE("prints that share no flow, or hardly any, neither agree nor disagree") {
  const RidgeFlowMap still = map_of(loop, kMiddle);
  const Pose far{0, 230 + 400, -240};
  CHECK(agreement(still, still, kMiddle, far) == kNoFlowAgreement);
  RidgeFlowMap bare = still;
  std::fill(bare.cells.begin(), bare.cells.end(), kNoFlow);
  CHECK(agreement(still, bare, kMiddle, kMiddle) == kNoFlowAgreement);
  CHECK(agreement(bare, still, kMiddle, kMiddle) == kNoFlowAgreement);
}

TEST_CASE("a prepared print's flow is unfolded as the template has it, with no flow around") {
  Template print = random_prints::print(3, 20);
  print.flow = map_of(loop, {0.4, 230, -240});
  const PreparedPrint prepared = prepare(print);
  const UnfoldedPrint unfolded(prepared.bytes);
  const FlowView view = unfolded.side().flow();
  REQUIRE(view.frame.columns == print.flow.columns);
  REQUIRE(view.frame.rows == print.flow.rows);
  for (int row = -1; row <= print.flow.rows; ++row) {
    for (int column = -1; column <= print.flow.columns; ++column) {
      const bool inside = row >= 0 && row < print.flow.rows && column >= 0 && column < print.flow.columns;
      const auto at = static_cast<std::size_t>(row * print.flow.columns + column);
      REQUIRE(view.cells[row * static_cast<int>(kFlowStride) + column] == (inside ? print.flow.cells[at] : kNoFlow));
    }
  }
}

TEST_CASE("every form finds the same common flow and the same sums of it") {
  const Unfolded first(map_of(loop, kMiddle));
  const Unfolded second(map_of(loop, {0.3, 215, -251}));
  const FlowView views[2] = {first.view(), second.view()};
  const kernels::FlowPair pair{views[0], views[1], std::cos(0.3f), std::sin(0.3f), -75.6f, -89.7f, 0.3f};
  struct Found {
    std::unique_ptr<CommonFlow> common = std::make_unique<CommonFlow>();
    kernels::FlowColumns columns{common->x.data(), common->y.data(), common->turn_rad.data()};
  };
  for (const int stride : {1, 2}) {
    Found scalar;
    const std::size_t count = kernels::kFloatsScalar.gather_flow(pair, stride, scalar.columns);
    CHECK(count > 100 / static_cast<std::size_t>(stride * stride));
    CHECK(count % 8 != 0);  // the last register is not full
    kernels::kFloatsScalar.centre_flow(scalar.columns, count);
    const kernels::EvenTurn turn{0.05f, 0.001f, -0.002f};
    const kernels::FlowFitSums sums = kernels::kFloatsScalar.fit_flow(scalar.columns, count, turn);
    for (const kernels::FloatKernels* form : float_forms()) {
      Found other;
      REQUIRE(form->gather_flow(pair, stride, other.columns) == count);
      form->centre_flow(other.columns, count);
      for (std::size_t k = 0; k < count; ++k) {
        REQUIRE(other.columns.x[k] == scalar.columns.x[k]);
        REQUIRE(other.columns.y[k] == scalar.columns.y[k]);
        REQUIRE(other.columns.turn_rad[k] == scalar.columns.turn_rad[k]);
      }
      const kernels::FlowFitSums again = form->fit_flow(other.columns, count, turn);
      CHECK(std::memcmp(&again, &sums, sizeof sums) == 0);
      CHECK(form->differing_flow(other.columns, count, turn) ==
            kernels::kFloatsScalar.differing_flow(scalar.columns, count, turn));
    }
  }
}

TEST_CASE("the score is that of the whole judgement, with and without flow maps") {
  using random_prints::changed;
  const Model& model = shipped_model();
  MatchScratch scratch;
  int scored = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    Template first = random_prints::print(seed, 30);
    Template second = seed % 3 == 0
                          ? random_prints::print(seed + 1000, 30)
                          : changed(first, {.jitter_px = 3.0 * seed / 60, .dropped_share = 0.3, .added = 5}, seed);
    if (seed % 4 != 0) first.flow = map_of(loop, {0, 600, -600});
    if (seed % 4 != 1) second.flow = map_of(loop, {0.01 * seed, 600, -600});
    const PreparedPrint a = prepare(first);
    const PreparedPrint b = prepare(second);
    const float score = compare(a.bytes, b.bytes, scratch);
    CHECK(score == compare(b.bytes, a.bytes, scratch));
    unfold_both(a.bytes, b.bytes, scratch.buffers());
    if (!gather_evidence(scratch.buffers())) continue;
    const Judgement judgement = judge(model, scratch.buffers());
    CHECK(judgement.flow_known == (seed % 4 > 1));
    const float whole = judgement.flow_known ? decibels_of(model.with_flow.calibration, judgement.with_flow)
                                             : decibels_of(model.by_minutiae.calibration, judgement.by_minutiae);
    CHECK(score == whole);
    scored += score > kLowestScore_db ? 1 : 0;
  }
  CHECK(scored > 30);
}
