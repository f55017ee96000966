#include "match/prepare.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "base/math.hpp"
#include "match/buffers.hpp"
#include "match/cylinder.hpp"
#include "match/descriptor.hpp"
#include "match/kernels/evidence_table.hpp"
#include "match/match.hpp"
#include "match/prepared.hpp"
#include "match/selection.hpp"
#include "match/soft.hpp"

namespace ridgeline {
namespace match {
namespace {

using namespace match_parameters;

/// Writes columns of a block.
class ColumnWriter {
 public:
  ColumnWriter(std::vector<std::uint8_t>& bytes, const PreparedLayout& layout) : bytes_(bytes), layout_(layout) {}

  void write(std::size_t row, const Minutia& minutia, std::uint8_t index, std::uint8_t density,
             const Descriptor& descriptor) {
    write_descriptor(row, descriptor);
    put(layout_.own_evidence, row, descriptor.own_evidence);
    put(layout_.x, row, static_cast<std::int16_t>(minutia.x));
    put(layout_.y, row, static_cast<std::int16_t>(-minutia.y));
    put(layout_.angles, row, minutia.angle);
    put(layout_.qualities, row, effective_quality(minutia));
    put(layout_.types, row, static_cast<std::uint8_t>(minutia.type));
    put(layout_.densities, row, density);
    put(layout_.indices, row, index);
  }

  /// Padding is like no minutia: its pairs have the lowest evidence.
  void write_padding(std::size_t row) { put(layout_.own_evidence, row, kernels::kPaddingOwn); }

 private:
  template <class T>
  void put(std::size_t column, std::size_t row, T value) {
    std::memcpy(bytes_.data() + column + row * sizeof(T), &value, sizeof(T));
  }
  void write_descriptor(std::size_t row, const Descriptor& descriptor) {
    std::uint8_t* group = bytes_.data() + layout_.descriptors + row / kLanes * kLanes * kDescriptorValues / 2;
    for (std::size_t k = 0; k < kDescriptorValues / 2; ++k) {
      const int low = descriptor.values[k] + kernels::kNibbleZero;
      const int high = descriptor.values[k + kDescriptorValues / 2] + kernels::kNibbleZero;
      group[k / 4 * kLanes * 4 + row % kLanes * 4 + k % 4] = static_cast<std::uint8_t>(low | high << 4);
    }
  }

  std::vector<std::uint8_t>& bytes_;
  const PreparedLayout& layout_;
};

/// Minutiae around one of those that take part, itself included.
std::uint8_t density_at(const std::vector<Minutia>& minutiae, std::span<const std::uint8_t> used, std::uint8_t centre) {
  float sum = 0;
  for (const std::uint8_t other : used) {
    const float dx = static_cast<float>(minutiae[other].x - minutiae[centre].x) / static_cast<float>(kStepsPerPx);
    const float dy = static_cast<float>(minutiae[other].y - minutiae[centre].y) / static_cast<float>(kStepsPerPx);
    sum += bell(dx * dx + dy * dy, kDensitySigma_px);
  }
  return static_cast<std::uint8_t>(std::min(round_to_int(static_cast<double>(sum * kDensitySteps)), 255));
}

/// FNV-1a over 64-bit words; a block is a multiple of eight bytes.
std::uint64_t hash_words(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xCBF29CE484222325ull;
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    hash = (hash ^ word) * 0x100000001B3ull;
    hash ^= hash >> 29;
  }
  return hash;
}

}  // namespace

PreparedPrint prepare_with(const Model& model, const Template& print) {
  const std::vector<std::uint8_t> order = rank_minutiae(print.minutiae);
  const std::span<const std::uint8_t> neighbours(order.data(), std::min(order.size(), kMaxNeighbours));
  const std::span<const std::uint8_t> used(order.data(), std::min(order.size(), kMaxUsedMinutiae));
  const std::size_t padded = padded_to_lanes(used.size());
  const PreparedLayout layout = PreparedLayout::of(padded, print.flow.cells.size());
  PreparedPrint out;
  out.bytes.resize(layout.total_bytes);
  ColumnWriter writer(out.bytes, layout);
  for (std::size_t row = 0; row < used.size(); ++row) {
    const std::uint8_t index = used[row];
    const Cylinder cylinder = make_cylinder(print.minutiae, neighbours, index);
    writer.write(row, print.minutiae[index], index, density_at(print.minutiae, used, index),
                 describe(cylinder, model.descriptor));
  }
  for (std::size_t row = used.size(); row < padded; ++row) writer.write_padding(row);
  std::copy(print.flow.cells.begin(), print.flow.cells.end(),
            out.bytes.begin() + static_cast<std::ptrdiff_t>(layout.flow));
  PreparedHead head{};
  head.mark = kPreparedMark;
  head.minutiae = static_cast<std::uint16_t>(used.size());
  head.padded = static_cast<std::uint16_t>(padded);
  head.flow = {print.flow.left, print.flow.top, print.flow.columns, print.flow.rows};
  head.order_key = hash_words(std::span(out.bytes).subspan(sizeof head));
  std::memcpy(out.bytes.data(), &head, sizeof head);
  return out;
}

}  // namespace match

PreparedPrint prepare(const Template& print) { return match::prepare_with(match::shipped_model(), print); }

}  // namespace ridgeline
