// Times comparisons of different fingers, and tells what prints take up.
//   bench_comparison FOLDER...
// Each folder is one set of templates, files named <finger>_<impression>.<ending>. One line a set: prints, what a packed template and
// a prepared print take (median), preparing one, a comparison of two prepared prints, one with a probe that is unfolded already, and
// the same as searches do it, which may end early. Behind them the genuine pairs that score 20 dB or more, and those of them that a
// search's comparison ends early: the constants of match/parameters.hpp are such that there is none.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "match/match.hpp"
#include "processor_time.hpp"
#include "template/packed.hpp"
#include "training/print_sets.hpp"

namespace ridgeline {
namespace {

constexpr int kRounds = 5;

using Bytes = std::span<const std::uint8_t>;

std::size_t median(std::vector<std::size_t> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Microseconds of a comparison of different fingers: every pair, the best round. unfold(print) makes one ready that is compared with
/// all behind it.
template <class Unfold, class Compare>
double time_comparisons(const training::PrintSet& set, const std::vector<PreparedPrint>& prepared, Unfold unfold,
                        Compare compare_with) {
  MatchScratch scratch;
  double best_s = 0;
  std::size_t count = 0;
  volatile float sum = 0;  // keeps the comparisons
  for (int round = 0; round < kRounds; ++round) {
    count = 0;
    const double seconds = seconds_of([&] {
      for (std::size_t i = 0; i < prepared.size(); ++i) {
        const auto first = unfold(prepared[i].bytes);
        for (std::size_t j = i + 1; j < prepared.size(); ++j) {
          if (set.prints[i].finger == set.prints[j].finger) continue;
          sum = sum + compare_with(first, prepared[j].bytes, scratch);
          ++count;
        }
      }
    });
    if (round == 0 || seconds < best_s) best_s = seconds;
  }
  return 1e6 * best_s / static_cast<double>(count);
}

/// Genuine pairs worth finding, and how many of them a search's comparison ends early.
struct EarlyEnds {
  std::size_t worth_finding = 0;
  std::size_t ended = 0;
};

EarlyEnds count_early_ends(const training::PrintSet& set, const std::vector<PreparedPrint>& prepared) {
  constexpr float kWorthFinding_db = 20.0f;
  MatchScratch scratch;
  EarlyEnds out;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    const UnfoldedPrint probe(prepared[i].bytes);
    for (std::size_t j = i + 1; j < prepared.size(); ++j) {
      if (set.prints[i].finger != set.prints[j].finger) continue;
      if (compare(probe, prepared[j].bytes, scratch) < kWorthFinding_db) continue;
      ++out.worth_finding;
      out.ended += compare_quickly(probe, prepared[j].bytes, scratch) < kWorthFinding_db ? 1 : 0;
    }
  }
  return out;
}

bool time_set(const std::string& folder) {
  const training::PrintSet set = training::read_set(folder);
  std::vector<std::size_t> packed_bytes;
  std::vector<std::size_t> prepared_bytes;
  std::vector<PreparedPrint> prepared;
  const double preparing_s = seconds_of([&] {
    for (const training::Print& print : set.prints) prepared.push_back(prepare(print.minutiae));
  });
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    packed_bytes.push_back(pack(set.prints[i].minutiae).size());
    prepared_bytes.push_back(prepared[i].bytes.size());
  }
  if (set.prints.size() < 2 || set.prints.front().finger == set.prints.back().finger) {
    std::fprintf(stderr, "%s: expected templates <finger>_<impression>.<ending> of two fingers or more\n",
                 folder.c_str());
    return false;
  }
  const EarlyEnds early = count_early_ends(set, prepared);
  std::printf(
      "%-24s %5zu %8zu B %8zu B %8.1f us %8.2f us %8.2f us %8.2f us %9zu %6zu\n", set.name.c_str(), set.prints.size(),
      median(packed_bytes), median(prepared_bytes), 1e6 * preparing_s / static_cast<double>(prepared.size()),
      time_comparisons(
          set, prepared, [](Bytes print) { return print; },
          [](Bytes probe, Bytes candidate, MatchScratch& scratch) { return compare(probe, candidate, scratch); }),
      time_comparisons(
          set, prepared, [](Bytes print) { return UnfoldedPrint(print); },
          [](const UnfoldedPrint& probe, Bytes candidate, MatchScratch& scratch) {
            return compare(probe, candidate, scratch);
          }),
      time_comparisons(
          set, prepared, [](Bytes print) { return UnfoldedPrint(print); }, compare_quickly),
      early.worth_finding, early.ended);
  return true;
}

}  // namespace
}  // namespace ridgeline

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FOLDER...\n", argv[0]);
    return 2;
  }
  std::printf("%-24s %5s %10s %10s %11s %11s %11s %11s %9s %6s\n", "set", "n", "packed", "prepared", "preparing",
              "verifying", "to the end", "in a search", "genuine", "ended");
  bool all = true;
  for (int i = 1; i < argc; ++i) all = ridgeline::time_set(argv[i]) && all;
  return all ? 0 : 1;
}
