// What the codes of one segment say of its rows, for one probe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gallery/shard_reader.hpp"
#include "search/block_rows.hpp"
#include "search/coarse_probe.hpp"
#include "search/shortlist.hpp"

namespace ridgeline {

/// First everybody is asked the probe's most telling fingers, then those who lack one of them their others.
class SegmentEvidence {
 public:
  void start(const CoarseProbe& probe, std::size_t rows);
  /// Adds what one impression of a finger that everybody is asked says of a block of codes; the best impression counts.
  void add(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence);
  /// Adds those fingers up. Whether anybody who lives has to be asked for the others.
  [[nodiscard]] bool add_up(const SegmentRows& rows);

  /// Their rows, from the first wanted one, ascending.
  [[nodiscard]] std::span<const std::uint32_t> lacking_rows() const noexcept { return lacking_rows_; }
  /// As add(), of the other fingers; only who lacks one has it.
  void add_other(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence);
  void add_up_others();

  /// Of rows counted from the first wanted one.
  [[nodiscard]] std::span<const std::int16_t> sums() const noexcept { return sums_; }
  [[nodiscard]] FingerEvidence of_fingers(std::size_t row) const noexcept;

 private:
  void find_lacking(const SegmentRows& rows);
  [[nodiscard]] std::uint8_t* column_of(std::uint8_t position) noexcept {
    return by_finger_.data() + column_of_[position - 1u] * rows_;
  }

  std::size_t rows_ = 0;
  std::size_t asked_ = 0;                              ///< fingers that everybody is asked: the first columns
  std::array<std::size_t, kFingerCount> column_of_{};  ///< of fingers that the probe asks of, from 0 on
  std::vector<std::uint8_t> fingers_;                  ///< of each column, from 0 on
  std::vector<std::uint8_t> by_finger_;  // one column after the other; the others' only where somebody is asked
  std::vector<std::int16_t> sums_;
  std::vector<std::uint8_t>
      missing_;  ///< fingers of those that everybody is asked; none of the dead, where anybody lacks one
  std::vector<std::uint32_t> lacking_rows_;
};

}  // namespace ridgeline
