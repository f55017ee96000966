// The loops of comparison over columns of floats and over the table of evidence. Every form is compiled from the same body (floats_body.inc), lane by
// lane and in one order of sums, without fused multiply-add: all give the same bits. All columns are aligned to 64 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace ridgeline::kernels {

/// Distance of two rows of a square table.
inline constexpr std::size_t kFloatStride = 48;

/// Candidate pairs as columns, padded to 16: the positions of both minutiae, their rotation, their indices.
struct PairColumns {
  alignas(64) float first_x[kFloatStride];
  alignas(64) float first_y[kFloatStride];
  alignas(64) float second_x[kFloatStride];
  alignas(64) float second_y[kFloatStride];
  alignas(64) float cosine[kFloatStride];
  alignas(64) float sine[kFloatStride];
  alignas(64) std::int32_t first[kFloatStride];
  alignas(64) std::int32_t second[kFloatStride];
};

/// Positions of minutiae, padded to 16.
struct Points {
  const float* x;
  const float* y;
  std::size_t count;
  std::size_t padded;
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

struct FloatKernels {
  /// Compatibility of every pair with every pair: table[s * kFloatStride + t] for s < count, t < padded.
  void (*compatibility)(const PairColumns& pairs, std::size_t count, std::size_t padded, float* table);
  /// sums[t] = sum over s of factors[s] table[s * kFloatStride + t], for t < padded.
  void (*weighted_rows)(const float* table, const float* factors, std::size_t count, std::size_t padded, float* sums);
  /// Residuals of pairs, spread around them and summed at all points.
  void (*spread)(const Residual* residuals, std::size_t count, const Points& points, const FieldSums& sums);
  /// Which points of `second` lie within the root of `square` around each of `first`: bit j of rows[i], padding included.
  void (*near)(const Points& first, const Points& second, float square, std::uint64_t* rows);
  void (*density)(const Points& first, const Points& second, const Marks& marks, const Densities& densities);
  /// Bit j of rows[i]: table[i * kFloatStride + j] > floor, for i < count, j < padded.
  void (*above)(const std::int16_t* table, std::int16_t floor, std::size_t count, std::size_t padded,
                std::uint64_t* rows);
  /// best[j] = the largest of table[i * kFloatStride + j] over i < rows, for j < padded.
  void (*column_best)(const std::int16_t* table, std::size_t rows, std::size_t padded, std::int16_t* best);
  /// The largest value that at least `wanted` of the padded values reach.
  std::int16_t (*reached_by)(const std::int16_t* values, std::size_t padded, int wanted);
  /// How many of the padded keys are larger than each.
  void (*ranks)(const std::int32_t* keys, std::size_t padded, std::int32_t* ranks);
  /// Of every column, the largest and the second largest.
  void (*column_two_best)(const std::int16_t* table, std::size_t rows, std::size_t padded, std::int16_t* best,
                          std::int16_t* second);
  TwoBest (*row_two_best)(const std::int16_t* row, std::size_t padded);
  /// Outputs for padded records; figures[i][record].
  void (*net_outputs)(const NetView& net, const float* const* figures, std::size_t padded, float* outputs);
};

extern const FloatKernels kFloatsScalar;
#if defined(__x86_64__)
extern const FloatKernels kFloatsAvx2;
extern const FloatKernels kFloatsAvx512;
#endif

/// The form for this processor.
[[nodiscard]] const FloatKernels& float_kernels() noexcept;

}  // namespace ridgeline::kernels
