// Two packed templates of anybody's, prepared and compared in every way.
#include <fuzzer/FuzzedDataProvider.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "match/match.hpp"
#include "outcome.hpp"
#include "template/packed.hpp"

using namespace ridgeline;

namespace {

// Whatever the templates hold, their score is one.
void compare_prints(const Template& probe, const Template& candidate) {
  if (probe.minutiae.empty() || candidate.minutiae.empty()) return;
  MatchScratch scratch;
  const PreparedPrint first = prepare(probe);
  const PreparedPrint second = prepare(candidate);
  const float score_db = compare(first.bytes, second.bytes, scratch);
  fuzz::require(std::isfinite(score_db) && score_db >= kLowestScore_db, "a score is a number of decibels");
  const Comparison explained = explain_comparison(probe, candidate, scratch);
  fuzz::require(explained.score_db == score_db, "an explained comparison has the same score");
  for (const MinutiaPair& pair : explained.pairs) {
    fuzz::require(pair.probe < probe.minutiae.size() && pair.candidate < candidate.minutiae.size(),
                  "paired minutiae are minutiae of the templates");
  }
  const float quick_db = compare_quickly(UnfoldedPrint(first.bytes), second.bytes, scratch);
  fuzz::require(quick_db == score_db || quick_db == kLowestScore_db, "a quick comparison ends early or with the score");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const auto first_bytes = input.ConsumeBytes<std::uint8_t>(input.ConsumeIntegral<std::uint16_t>());
  const auto second_bytes = input.ConsumeRemainingBytes<std::uint8_t>();
  const auto first = unpack(first_bytes);
  const auto second = unpack(second_bytes);
  if (!first) fuzz::require_told(first.error());
  if (!second) fuzz::require_told(second.error());
  if (first && second) compare_prints(first.value(), second.value());
  return 0;
}
