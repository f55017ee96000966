#include "search/machine_limits.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "gallery/aligned_bytes.hpp"
#include "search/kernels/code_distances.hpp"
#include "search/kernels/code_sums.hpp"

namespace ridgeline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBytes = 256u << 20;  // eight times a large cache
constexpr int kRounds = 5;
/// A quarter of the first cache: the table takes another.
constexpr std::size_t kCachedBlocks = 4;
constexpr int kCachedPasses = 50'000;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// In four sums, so that none waits for another.
std::uint64_t sum_words(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kWords = 16;
  std::array<std::uint64_t, kWords> sums{};
  for (std::size_t at = 0; at + sizeof sums <= bytes.size(); at += sizeof sums) {
    std::array<std::uint64_t, kWords> words;
    std::memcpy(words.data(), bytes.data() + at, sizeof words);
    for (std::size_t i = 0; i < kWords; ++i) sums[i] += words[i];
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t part : sums) sum += part;
  return sum;
}

/// The best round counts: others share the machine.
template <class Work>
double best_seconds(Work work) {
  double best = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Clock::time_point start = Clock::now();
    work();
    const double seconds = seconds_since(start);
    if (round == 0 || seconds < best) best = seconds;
  }
  return best;
}

double codes_per_s(double seconds) {
  return static_cast<double>(kCachedPasses) * kCachedBlocks * kernels::kCodeLanes / seconds;
}

double ask_codes_per_s(std::span<const std::uint8_t> codes) {
  alignas(64) const std::array<std::uint8_t, 2 * kernels::kNibbles * kernels::kCodeBytes> table{};
  const kernels::CodeQuestion question{table.data(), 0, 1};
  volatile std::uint64_t kept = 0;  // keeps the work
  return codes_per_s(best_seconds([&] {
    kernels::AskCodes* const ask = kernels::ask_codes();
    std::array<std::uint8_t, kernels::kCodeLanes> evidence{};
    for (int pass = 0; pass < kCachedPasses; ++pass) {
      for (std::size_t block = 0; block < kCachedBlocks; ++block) {
        const std::uint8_t* const asked = codes.data() + block * kernels::kCodeLanes * kernels::kCodeBytes;
        ask(asked, asked, &question, 1, evidence.data());
        kept = kept + evidence[0];
      }
    }
  }));
}

double count_bits_per_s(std::span<const std::uint8_t> codes) {
  std::vector<std::uint64_t> words(codes.size() / sizeof(std::uint64_t));
  std::memcpy(words.data(), codes.data(), codes.size());
  const std::array<std::uint64_t, kernels::kCodeWords> asked{};
  volatile std::uint64_t kept = 0;  // keeps the work
  return codes_per_s(best_seconds([&] {
    kernels::LeastDistance* const compare = kernels::least_distance();
    for (int pass = 0; pass < kCachedPasses; ++pass) {
      kept = kept + compare(asked.data(), words.data(), words.size() / kernels::kCodeWords);
    }
  }));
}

}  // namespace

Result<MachineLimits> measure_limits() {
  Result<AlignedBytes> memory = AlignedBytes::allocate(kReadBytes);
  if (!memory.ok()) return memory.error();
  const std::span<std::uint8_t> bytes = memory.value().span();
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{1});
  volatile std::uint64_t kept = 0;  // keeps the work
  const double read_s = best_seconds([&] { kept = kept + sum_words(bytes); });

  const std::span<const std::uint8_t> cached = bytes.first(kCachedBlocks * kernels::kCodeLanes * kernels::kCodeBytes);
  return MachineLimits{static_cast<double>(kReadBytes) / read_s, count_bits_per_s(cached), ask_codes_per_s(cached)};
}

}  // namespace ridgeline
