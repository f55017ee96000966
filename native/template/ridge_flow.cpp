#include "template/ridge_flow.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "template/bits.hpp"

namespace ridgeline {
namespace {

/// Low bits of a difference that stand as they are; those above are counted in ones, ended by a zero.
constexpr unsigned kRiceBits = 1;
constexpr unsigned kHalfCircle = kFlowSteps / 2;

Error malformed(const char* detail) {
  return {ErrorCode::MALFORMED_TEMPLATE, std::string("ridge flow map: ") + detail};
}

/// `to - from` the short way round, -kHalfCircle to kHalfCircle - 1.
constexpr int turn_between(unsigned from, unsigned to) {
  return static_cast<int>((to - from + kHalfCircle) % kFlowSteps) - static_cast<int>(kHalfCircle);
}

/// What the cells to the left of one and above it let expect: the middle of them, or the one that flows.
constexpr unsigned expected_flow(std::uint8_t left, std::uint8_t above) {
  if (left == kNoFlow) return above == kNoFlow ? 0 : above;
  if (above == kNoFlow) return left;
  return (left + kFlowSteps + static_cast<unsigned>(turn_between(left, above) / 2)) % kFlowSteps;
}

/// Stands for no flow where cells are indices.
constexpr unsigned kNoFlowIndex = kFlowSteps;

/// The same for all that cells can be: [left][above], rows padded to a power of two.
using Expectations = std::array<std::array<std::uint8_t, 2 * kFlowSteps>, kNoFlowIndex + 1>;
constexpr Expectations kExpectations = [] {
  Expectations out{};
  const auto cell = [](unsigned index) { return index == kNoFlowIndex ? kNoFlow : static_cast<std::uint8_t>(index); };
  for (unsigned left = 0; left <= kNoFlowIndex; ++left) {
    for (unsigned above = 0; above <= kNoFlowIndex; ++above) {
      out[left][above] = static_cast<std::uint8_t>(expected_flow(cell(left), cell(above)));
    }
  }
  return out;
}();

// Differences in the order 0, -1, 1, -2, 2 ...
unsigned folded(int turn) { return turn < 0 ? static_cast<unsigned>(-2 * turn - 1) : static_cast<unsigned>(2 * turn); }
constexpr int unfolded(unsigned code) {
  return code % 2 != 0 ? -static_cast<int>(code / 2) - 1 : static_cast<int>(code / 2);
}

// That the cell flows, the ones, a zero and the low bits.
void put_difference(BitWriter& writer, unsigned code) {
  const unsigned ones = code >> kRiceBits;
  const unsigned low = code & ((1u << kRiceBits) - 1);
  writer.put(((2u << ones) - 1) << (1 + kRiceBits) | low, 2 + ones + kRiceBits);
}

/// Ones of a difference, at most.
constexpr unsigned kMostOnes = (kFlowSteps >> kRiceBits) - 1;
static_assert(1 + kMostOnes + 1 + kRiceBits <= BitReader::kAtHand);

/// What the highest bits of a window begin with.
struct Code {
  std::uint8_t bits;  ///< 0 where it is none
  std::uint8_t turn;  ///< against what was expected, within a circle
  std::uint8_t flow;  ///< bits that a flow has: all, or none where the cell does not flow
  std::uint8_t none;  ///< kNoFlow where the cell does not flow
};
constexpr Code kNoCode = {0, 0, 0, 0};

constexpr Code code_at(std::uint64_t window) {
  constexpr std::uint64_t kFlows = std::uint64_t{1} << 63;
  if ((window & kFlows) == 0) return {1, 0, 0, kNoFlow};
  const auto ones = static_cast<unsigned>(std::countl_one(window << 1));
  if (ones > kMostOnes) return kNoCode;
  const auto low = static_cast<unsigned>(window << (2 + ones) >> (64 - kRiceBits));
  const unsigned turn = static_cast<unsigned>(unfolded(ones << kRiceBits | low)) % kFlowSteps;
  return {static_cast<std::uint8_t>(2 + ones + kRiceBits), static_cast<std::uint8_t>(turn), kFlowSteps - 1, 0};
}

/// The codes that end within kShortBits, by these bits; 0 bits where one is longer.
constexpr unsigned kShortBits = 8;
constexpr auto kShortCodes = [] {
  std::array<Code, 1u << kShortBits> codes{};
  for (std::uint64_t start = 0; start < codes.size(); ++start) {
    const Code code = code_at(start << (64 - kShortBits));
    if (code.bits <= kShortBits) codes[start] = code;
  }
  return codes;
}();

/// Reads the cells of a map into rows `stride` apart; false where a code is none. The row above the first is read, too, and does not flow.
bool get_cells(BitReader& from, std::size_t columns, std::size_t rows, std::size_t stride, std::uint8_t* cells) {
  BitReader reader = from;  // in registers: cells may be any bytes, for all the compiler knows
  const auto index_of = [](std::uint8_t cell) { return std::min<unsigned>(cell, kNoFlowIndex); };
  for (std::size_t row = 0; row < rows; ++row, cells += stride) {
    unsigned left = kNoFlowIndex;
    for (std::size_t column = 0; column < columns; ++column) {
      const std::uint64_t window = reader.peek();
      Code code = kShortCodes[window >> (64 - kShortBits)];
      if (code.bits == 0) code = code_at(window);
      if (code.bits == 0) return false;
      reader.skip(code.bits);
      // Where flow begins and ends nobody can predict: no branches.
      const unsigned flow = (kExpectations[left][index_of(*(cells + column - stride))] + code.turn) & code.flow;
      left = flow | (code.none & kNoFlowIndex);
      cells[column] = static_cast<std::uint8_t>(flow | code.none);
    }
  }
  from = reader;
  return true;
}

/// Cells of a row or a column from `first` up to `end`.
struct Extent {
  int first;
  int end;

  void widen(int cell) {
    first = std::min(first, cell);
    end = std::max(end, cell + 1);
  }
  [[nodiscard]] Extent middle() const {
    constexpr int kMost = static_cast<int>(kMaxFlowSide);
    if (end - first <= kMost) return *this;
    const int start = first + (end - first - kMost) / 2;
    return {start, start + kMost};
  }
};

bool has_sound_frame(const RidgeFlowMap& flow) {
  return flow.columns > 0 && flow.rows > 0 && flow.columns <= kMaxFlowSide && flow.rows <= kMaxFlowSide &&
         flow.left + flow.columns <= static_cast<int>(kMaxFlowExtent) &&
         flow.top + flow.rows <= static_cast<int>(kMaxFlowExtent);
}

}  // namespace

RidgeFlowMap trim_flow(std::span<const std::uint8_t> cells, int columns) {
  const int rows = static_cast<int>(cells.size()) / columns;
  Extent across{columns, 0};
  Extent down{rows, 0};
  for (int i = 0; i < rows * columns; ++i) {
    if (cells[static_cast<std::size_t>(i)] == kNoFlow) continue;
    across.widen(i % columns);
    down.widen(i / columns);
  }
  if (across.end == 0) return {};
  across = across.middle();
  down = down.middle();
  RidgeFlowMap flow{static_cast<std::uint8_t>(across.first),
                    static_cast<std::uint8_t>(down.first),
                    static_cast<std::uint8_t>(across.end - across.first),
                    static_cast<std::uint8_t>(down.end - down.first),
                    {}};
  for (int row = down.first; row < down.end; ++row) {
    const auto start = cells.begin() + row * columns;
    flow.cells.insert(flow.cells.end(), start + across.first, start + across.end);
  }
  return flow;
}

bool is_sound(const RidgeFlowMap& flow) noexcept {
  if (flow.empty()) return flow == RidgeFlowMap{};
  return has_sound_frame(flow) && flow.cells.size() == std::size_t{flow.columns} * flow.rows &&
         std::all_of(flow.cells.begin(), flow.cells.end(),
                     [](std::uint8_t cell) { return cell < kFlowSteps || cell == kNoFlow; });
}

std::vector<std::uint8_t> encode_flow(const RidgeFlowMap& flow) {
  assert(!flow.empty() && is_sound(flow));
  std::vector<std::uint8_t> bytes = {flow.left, flow.top, flow.columns, flow.rows};
  BitWriter writer(bytes);
  for (std::size_t at = 0; at < flow.cells.size(); ++at) {
    if (flow.cells[at] == kNoFlow) {
      writer.put(0, 1);
    } else {
      const std::uint8_t left = at % flow.columns > 0 ? flow.cells[at - 1] : kNoFlow;
      const std::uint8_t above = at >= flow.columns ? flow.cells[at - flow.columns] : kNoFlow;
      put_difference(writer, folded(turn_between(expected_flow(left, above), flow.cells[at])));
    }
  }
  writer.finish();
  assert(bytes.size() <= kMaxFlowBytes);
  return bytes;
}

Result<RidgeFlowMap> decode_flow(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kFlowHeadBytes) return malformed("shorter than its head");
  RidgeFlowMap flow{bytes[0], bytes[1], bytes[2], bytes[3], {}};
  if (!has_sound_frame(flow)) return malformed("its cells do not lie on a print");
  flow.cells.assign((std::size_t{flow.rows} + 1) * flow.columns, kNoFlow);
  BitReader reader(bytes.subspan(kFlowHeadBytes));
  if (!get_cells(reader, flow.columns, flow.rows, flow.columns, flow.cells.data() + flow.columns)) {
    return malformed("a cell's code is none");
  }
  flow.cells.erase(flow.cells.begin(), flow.cells.begin() + flow.columns);  // the row above the first
  if (reader.past_end() || !reader.at_end()) return malformed("its bytes do not end with its last cell");
  return flow;
}

bool has_sound_head(std::span<const std::uint8_t> bytes) noexcept {
  return bytes.size() >= kFlowHeadBytes && has_sound_frame({bytes[0], bytes[1], bytes[2], bytes[3], {}});
}

void decode_known_flow(std::span<const std::uint8_t> bytes, std::size_t stride, std::uint8_t* cells) noexcept {
  const std::size_t columns = bytes[2];
  const std::size_t rows = bytes[3];
  BitReader reader(bytes.subspan(kFlowHeadBytes));
  if (get_cells(reader, columns, rows, stride, cells)) return;
  for (std::size_t row = 0; row < rows; ++row, cells += stride) std::fill_n(cells, columns, kNoFlow);
}

}  // namespace ridgeline
