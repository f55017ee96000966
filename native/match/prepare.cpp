#include "match/prepare.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/math.hpp"
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

/// The corner of the minutiae that take part, and the steps in which all of them fit, in the template's.
struct PositionFrame {
  int left = 0;
  int bottom = 0;
  int step = 1;

  PositionFrame(const std::vector<Minutia>& minutiae, std::span<const std::uint8_t> used) {
    if (used.empty()) return;
    int right = minutiae[used[0]].x;
    int top = -minutiae[used[0]].y;
    left = right;
    bottom = top;
    for (const std::uint8_t index : used) {
      left = std::min<int>(left, minutiae[index].x);
      right = std::max<int>(right, minutiae[index].x);
      bottom = std::min<int>(bottom, -minutiae[index].y);
      top = std::max<int>(top, -minutiae[index].y);
    }
    step = std::max(1, step_to_reach(std::max(right - left, top - bottom)));
  }

  [[nodiscard]] unsigned packed(const Minutia& minutia) const {
    const auto steps = [this](int from_corner) { return static_cast<unsigned>((from_corner + step / 2) / step); };
    return steps(minutia.x - left) | steps(-minutia.y - bottom) << kernels::kPositionBits;
  }
};

/// The step nearest to a value, from `least` on, among as many as these bits count.
unsigned nearest_step(int value, int least, int step, unsigned bits) {
  return static_cast<unsigned>(std::clamp((value - least + step / 2) / step, 0, (1 << bits) - 1));
}

/// Writes the columns of a block behind its head.
class ColumnWriter {
 public:
  ColumnWriter(std::vector<std::uint8_t>& bytes, const PreparedLayout& layout) : bytes_(bytes), layout_(layout) {}

  void write(std::size_t row, const Minutia& minutia, unsigned density, unsigned position,
             const Descriptor& descriptor) {
    write_descriptor(layout_.descriptors + row * kDescriptorBytes, descriptor);
    const unsigned angle =
        (minutia.angle + kernels::kAngleStep / 2) / kernels::kAngleStep % (1u << kernels::kAngleBits);
    const unsigned below =
        nearest_step(kernels::kMostOwnEvidence, descriptor.own_evidence, kernels::kOwnStep, kernels::kOwnBits);
    put(layout_.places + row * kPlaceBytes,
        position | angle << kernels::kAngleAt | below << kernels::kOwnAt |
            static_cast<unsigned>(minutia.type) << kernels::kTypeAt,
        kPlaceBytes);
    const unsigned quality =
        nearest_step(effective_quality(minutia), kernels::kLeastQuality, kernels::kQualityStep, kernels::kQualityBits);
    put(layout_.marks + row * kMarkBytes, density | quality << kernels::kDensityBits, kMarkBytes);
  }

 private:
  void put(std::size_t at, unsigned value, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i, value >>= 8) bytes_[at + i] = static_cast<std::uint8_t>(value);
  }
  void write_descriptor(std::size_t at, const Descriptor& descriptor) {
    for (std::size_t k = 0; k < kDescriptorBytes; ++k) {
      const int low = descriptor.values[k] + kernels::kNibbleZero;
      const int high = descriptor.values[k + kDescriptorBytes] + kernels::kNibbleZero;
      bytes_[at + k] = static_cast<std::uint8_t>(low | high << 4);
    }
  }

  std::vector<std::uint8_t>& bytes_;
  const PreparedLayout& layout_;
};

using Densities = std::array<unsigned, kMaxUsedMinutiae>;

/// Minutiae around each of those that take part, itself included, as its mark has it.
Densities measure_densities(const std::vector<Minutia>& minutiae, std::span<const std::uint8_t> used) {
  std::array<float, kMaxUsedMinutiae> sums{};
  for (std::size_t i = 0; i < used.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Minutia& one = minutiae[used[i]];
      const Minutia& other = minutiae[used[j]];
      const float dx = static_cast<float>(other.x - one.x) / static_cast<float>(kStepsPerPx);
      const float dy = static_cast<float>(other.y - one.y) / static_cast<float>(kStepsPerPx);
      const float near = bell(dx * dx + dy * dy, kDensitySigma_px);
      sums[i] += near;
      sums[j] += near;
    }
    sums[i] += bell(0.0f, kDensitySigma_px);
  }
  Densities densities{};
  for (std::size_t i = 0; i < used.size(); ++i) {
    const int eighths = round_to_int(static_cast<double>(sums[i] * kDensitySteps));
    densities[i] = nearest_step(eighths, kernels::kLeastDensity, kernels::kDensityStep, kernels::kDensityBits);
  }
  return densities;
}

}  // namespace

PreparedPrint prepare_with(const Model& model, const Template& print) {
  const std::vector<std::uint8_t> order = rank_minutiae(print.minutiae);
  const std::size_t most = print.flow.empty() ? kUsedMinutiaeWithoutFlow : kUsedMinutiae;
  const std::span<const std::uint8_t> used(order.data(), std::min(order.size(), most));
  const std::vector<std::uint8_t> flow = print.flow.empty() ? std::vector<std::uint8_t>{} : encode_flow(print.flow);
  const PreparedLayout layout = PreparedLayout::of(used.size());
  const PositionFrame frame(print.minutiae, used);
  PreparedPrint out;
  out.bytes.resize(layout.flow + flow.size());
  ColumnWriter writer(out.bytes, layout);
  const Densities densities = measure_densities(print.minutiae, used);
  for (std::size_t row = 0; row < used.size(); ++row) {
    const Minutia& minutia = print.minutiae[used[row]];
    const Cylinder cylinder = make_cylinder(print.minutiae, order, used[row]);
    writer.write(row, minutia, densities[row], frame.packed(minutia), describe(cylinder, model.descriptor));
  }
  std::copy(flow.begin(), flow.end(), out.bytes.begin() + static_cast<std::ptrdiff_t>(layout.flow));
  PreparedHead head{};
  head.mark = kPreparedMark;
  head.minutiae = static_cast<std::uint8_t>(used.size());
  head.position_step = static_cast<std::uint8_t>(frame.step);
  head.left = static_cast<std::int16_t>(frame.left);
  head.bottom = static_cast<std::int16_t>(frame.bottom);
  std::memcpy(out.bytes.data(), &head, sizeof head);
  return out;
}

}  // namespace match

PreparedPrint prepare(const Template& print) { return match::prepare_with(match::shipped_model(), print); }

}  // namespace ridgeline
