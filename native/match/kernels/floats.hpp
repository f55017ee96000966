// The loops of comparison over columns of floats and over the table of evidence. Every form is compiled from the same bodies
// (floats_body.inc, table_body.inc, flow_body.inc), lane by lane and in one order of sums, without fused multiply-add: all give the same bits. All
// columns are aligned to 64 bytes and have room for a multiple of 16; kernels read and write beyond `count` up to the end of a register.
#pragma once

#include <cstddef>
#include <cstdint>

#include "match/flow_view.hpp"

namespace ridgeline::kernels {

/// Distance of two rows of a square table.
inline constexpr std::size_t kFloatStride = 48;

/// Candidate pairs as columns, padded to 16 with pairs that support nothing: the positions of both minutiae, their rotation, their evidence, their indices.
struct PairColumns {
  alignas(64) float first_x[kFloatStride];
  alignas(64) float first_y[kFloatStride];
  alignas(64) float second_x[kFloatStride];
  alignas(64) float second_y[kFloatStride];
  alignas(64) float cosine[kFloatStride];
  alignas(64) float sine[kFloatStride];
  alignas(64) float evidence[kFloatStride];
  alignas(64) std::int32_t first[kFloatStride];
  alignas(64) std::int32_t second[kFloatStride];
};

/// Positions of minutiae.
struct Points {
  const float* x;
  const float* y;
  std::size_t count;
};

/// A pair's residual, spread around the place of its minutia.
struct Residual {
  float x, y, weight;
  float shift_x, shift_y, turn;
};

/// Sums of residuals at every minutia.
struct FieldSums {
  float* shift_x;
  float* shift_y;
  float* turn;
  float* weight;
};

/// 1 for the minutiae that are paired, 0 for the others; and 1 for all of the second print, 0 for its padding.
struct Marks {
  const float* first;
  const float* second;
  const float* second_present;
};

/// Sums of bells at every minutia, over all minutiae of the other side and over the marked ones.
struct Densities {
  float* at_first;
  float* marked_at_first;
  float* at_second;
  float* marked_at_second;
};

struct TwoBest {
  std::int16_t best;
  std::int16_t second;
};

/// A net of one hidden layer of rectified sums: weights[h * inputs + i].
struct NetView {
  std::size_t inputs;
  std::size_t hidden;
  const float* weights;
  const float* biases;
  const float* output_weights;
  float output_bias;
};

/// What a relaxation comes to.
struct Relaxed {
  std::size_t seed;     ///< the strongest pair
  float first_support;  ///< support of the first round, summed over pairs by their own odds
  float strongest;
};

/// A pair of minutiae as one number that sorts by evidence (steps of 1 / kEvidenceSteps), then by indices.
static constexpr std::int32_t key_of_pair(std::int32_t steps, std::size_t first, std::size_t second) noexcept {
  return steps * 65536 + static_cast<std::int32_t>(65535 - (first * 256 + second));
}

/// Two flow maps, and the transform that moves the first onto the second.
struct FlowPair {
  const match::FlowView& first;
  const match::FlowView& second;
  float cosine, sine, x, y, rotation_rad;
};

/// Cells of the first print that fall on flow of the second, as columns with room for eight more: their places in the second print's
/// frame, px, y up, and how far the ridges there are turned against one another, within half a turn.
struct FlowColumns {
  float* x;
  float* y;
  float* turn_rad;
};

/// turn = at_middle + x_slope x + y_slope y around the middle of the overlap.
struct EvenTurn {
  float at_middle = 0;
  float x_slope = 0;
  float y_slope = 0;
};

/// Sums of a weighted least-squares fit of an even turn.
struct FlowFitSums {
  float w, wx, wy;
  float wxx, wxy, wyy;
  float wt, wxt, wyt;
};

struct FloatKernels {
  /// Compatibility of every pair with every pair: table[s * kFloatStride + t] for s, t < count.
  void (*compatibility)(const PairColumns& pairs, std::size_t count, float* table);
  /// Relaxation over that table: the strength that each pair ends with, and its support in the first round.
  Relaxed (*relax)(const PairColumns& pairs, std::size_t count, const float* table, float* strength, float* support);
  /// Residuals of pairs, spread around them and summed at all points.
  void (*spread)(const Residual* residuals, std::size_t count, const Points& points, const FieldSums& sums);
  /// Pairs of points that lie within the root of `square` of each other: first * 256 + second, in order. Returns their number; the
  /// room for pairs must be one larger.
  std::size_t (*near)(const Points& first, const Points& second, float square, std::uint16_t* pairs);
  void (*density)(const Points& first, const Points& second, const Marks& marks, const Densities& densities);
  /// Outputs for so many records; figures[i][record].
  void (*net_outputs)(const NetView& net, const float* const* figures, std::size_t count, float* outputs);
  /// Of every column, the largest and the second largest of table[i * kFloatStride + j] over i < rows, for j < padded.
  void (*column_two_best)(const std::int16_t* table, std::size_t rows, std::size_t padded, std::int16_t* best,
                          std::int16_t* second);
  TwoBest (*row_two_best)(const std::int16_t* row, std::size_t padded);
  /// A level that at least `wanted` values of two padded columns reach, and not more than `more` beside them; where ties leave no such
  /// level, the highest that `wanted` reach.
  std::int16_t (*reached_by)(const std::int16_t* one, const std::int16_t* other, std::size_t padded, int wanted,
                             int more);
  /// Keys of all pairs whose evidence reaches a level, for i < rows and j < columns. Returns their number; the room for keys must be
  /// one larger.
  std::size_t (*keys_from)(const std::int16_t* table, std::int16_t level, std::size_t rows, std::size_t columns,
                           std::int32_t* keys);
  /// How many of the keys are larger than each.
  void (*ranks)(const std::int32_t* keys, std::size_t count, std::int32_t* ranks);
  /// Finds the common flow of two prints: every `stride`-th cell of every `stride`-th row of the first. Returns its number.
  std::size_t (*gather_flow)(const FlowPair& pair, int stride, const FlowColumns& columns);
  /// Moves the origin to the middle of the columns, of which there must be one at least.
  void (*centre_flow)(const FlowColumns& columns, std::size_t count);
  /// Sums of the columns after that, those of cells that do not follow a turn counting less.
  FlowFitSums (*fit_flow)(const FlowColumns& columns, std::size_t count, const EvenTurn& turn);
  /// Sum of the squared sines by which cells differ from a turn.
  float (*differing_flow)(const FlowColumns& columns, std::size_t count, const EvenTurn& turn);
};

extern const FloatKernels kFloatsScalar;
#if defined(__x86_64__)
extern const FloatKernels kFloatsAvx2;
#endif

/// The form for this processor.
[[nodiscard]] const FloatKernels& float_kernels() noexcept;

}  // namespace ridgeline::kernels
