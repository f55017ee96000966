// Template x Template -> score. Prepare each side once, compare many times.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "template/template.hpp"

namespace ridgeline {

namespace match {
struct Side;
}

/// Score of a comparison in which nothing speaks for the same finger, decibels.
inline constexpr float kLowestScore_db = 0.0f;

/// A template made ready for comparison: its best minutiae and their neighbourhood descriptors, in one flat block of bytes,
/// so that a gallery can keep millions of them back to back and overwrite them. Any alignment will do.
struct PreparedPrint {
  std::vector<std::uint8_t> bytes;
};

[[nodiscard]] PreparedPrint prepare(const Template& print);

/// Whether bytes that lay elsewhere in between have the form of a prepared print, so that comparing them is safe.
[[nodiscard]] bool is_prepared(std::span<const std::uint8_t> bytes) noexcept;

/// A pair of minutiae that a comparison held for the same: indices into Template::minutiae of both sides.
struct MinutiaPair {
  std::uint8_t probe;
  std::uint8_t candidate;
  float evidence;  ///< larger speaks more for the same finger
};

struct Comparison {
  float score_db = kLowestScore_db;  ///< 10 log10(1 / estimated false match rate)
  float rotation_rad = 0;            ///< of the probe against the candidate
  std::vector<MinutiaPair> pairs;    ///< only where asked for
};

/// Working memory of comparisons, one per thread; compare() allocates nothing else.
class MatchScratch {
 public:
  MatchScratch();
  ~MatchScratch();
  MatchScratch(MatchScratch&&) noexcept;
  MatchScratch& operator=(MatchScratch&&) noexcept;
  struct Buffers;
  [[nodiscard]] Buffers& buffers() noexcept { return *buffers_; }

 private:
  std::unique_ptr<Buffers> buffers_;
};

/// Score of two prepared prints (the bytes of PreparedPrint). Any rotation; symmetric up to rounding.
[[nodiscard]] float compare(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate,
                            MatchScratch& scratch);

/// A prepared print unfolded once to be compared with many. Reads the prepared bytes on, which must outlive it.
class UnfoldedPrint {
 public:
  explicit UnfoldedPrint(std::span<const std::uint8_t> prepared);
  ~UnfoldedPrint();
  UnfoldedPrint(UnfoldedPrint&&) noexcept;
  UnfoldedPrint& operator=(UnfoldedPrint&&) noexcept;
  [[nodiscard]] const match::Side& side() const noexcept { return *side_; }

 private:
  std::unique_ptr<match::Side> side_;
};

/// The score of compare() against one that is compared with many.
[[nodiscard]] float compare(const UnfoldedPrint& probe, std::span<const std::uint8_t> candidate, MatchScratch& scratch);

/// The same in a search among many: a comparison whose best pairs of minutiae hardly support one another ends there, with the
/// lowest score. Where it goes on, the score is that of compare().
[[nodiscard]] float compare_quickly(const UnfoldedPrint& probe, std::span<const std::uint8_t> candidate,
                                    MatchScratch& scratch);

/// The same as compare() with the paired minutiae, for explanation.
[[nodiscard]] Comparison explain_comparison(const Template& probe, const Template& candidate, MatchScratch& scratch);

}  // namespace ridgeline
