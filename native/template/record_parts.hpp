// What the forms of minutiae records share: the scale of a view, minutiae of five or six bytes, extended data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/big_endian_reader.hpp"
#include "base/error.hpp"
#include "template/minutiae_record.hpp"

namespace ridgeline::record {

inline constexpr std::size_t kMinutiaBytes = 6;

/// 500 ppi in the records' unit, px/cm, rounded.
inline constexpr std::uint16_t kNominalPxPerCm = 197;

/// A quality that was not measured: 0 in a minutia of the older forms, 254 in the later ones.
inline constexpr std::uint8_t kNoQuality = 254;

/// Most views that are written, and that are read.
inline constexpr std::size_t kMaxWrittenViews = 16;
inline constexpr std::size_t kMaxReadViews = 255;

/// Largest impression code: one nibble in the older forms.
inline constexpr unsigned kMaxImpression = 0xF;

[[nodiscard]] Error malformed(const std::string& detail);

/// From pixels of one axis of the record to pixels at 500 ppi, in whole numbers so that no machine rounds differently.
class AxisScale {
 public:
  explicit AxisScale(std::uint16_t px_per_cm) : px_per_cm_(px_per_cm) {}

  [[nodiscard]] bool in_range() const;
  [[nodiscard]] bool is_nominal() const;
  [[nodiscard]] unsigned steps(unsigned px) const { return scaled(px * static_cast<unsigned>(kStepsPerPx)); }
  [[nodiscard]] unsigned size_px(unsigned px) const { return scaled(px); }

 private:
  [[nodiscard]] unsigned scaled(unsigned value) const;

  std::uint16_t px_per_cm_;
};

/// The image that minutiae lie on: its scale, and its size at 500 ppi.
struct Frame {
  AxisScale x_scale;
  AxisScale y_scale;
  unsigned width_px;
  unsigned height_px;
};

/// As a record states it: px, and px/cm.
struct StatedFrame {
  unsigned width = 0;
  unsigned height = 0;
  std::uint16_t x_px_per_cm = 0;
  std::uint16_t y_px_per_cm = 0;
};

Result<Frame> frame_of(const StatedFrame& stated);

enum class AngleUnit : std::uint8_t { turn_256, two_degrees };

/// How a form writes a minutia.
struct MinutiaLayout {
  AngleUnit angle;
  bool has_quality;         ///< six bytes, else five
  std::uint8_t no_quality;  ///< what says that none was measured
};

/// Values above 100 say that no quality was measured (254, 255) or are reserved.
[[nodiscard]] std::uint8_t quality_of(std::uint8_t byte) noexcept;

/// Reads `count` minutiae, then the extended data behind them, into a view whose labels are set. Behind the last view nothing
/// depends on the length of the extended data, so that a wrong one (public sample records have some) or none does no harm.
Result<int> read_contents(BigEndianReader& reader, std::size_t count, const Frame& frame, const MinutiaLayout& layout,
                          bool last_view, RecordView& view);

class BigEndianWriter {
 public:
  void put(std::size_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
      bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
  }
  void put(std::span<const std::uint8_t> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

/// Writes a view's minutiae, the length of its extended data and these, as read_contents() reads them.
void write_contents(BigEndianWriter& writer, const RecordView& view, const MinutiaLayout& layout);

/// The forms; the record's own length is checked, and `bytes` end with it.
Result<std::vector<RecordView>> read_shared_frame(std::span<const std::uint8_t> bytes, RecordForm form);
Result<std::vector<RecordView>> read_incits2009(std::span<const std::uint8_t> bytes);
Result<std::vector<RecordView>> read_iso2011(std::span<const std::uint8_t> bytes);
std::vector<std::uint8_t> write_shared_frame(std::span<const RecordView> views, RecordForm form);
std::vector<std::uint8_t> write_incits2009(std::span<const RecordView> views);
std::vector<std::uint8_t> write_iso2011(std::span<const RecordView> views);

/// The number of each view among those of its finger, from 0.
[[nodiscard]] std::vector<unsigned> view_numbers(std::span<const RecordView> views);

}  // namespace ridgeline::record
