#include "search/minutiae_query.hpp"

#include <algorithm>
#include <array>

#include "match/kernels/evidence_table.hpp"
#include "match/prepared.hpp"
#include "search/parameters.hpp"

namespace ridgeline {
namespace {

using match::PreparedView;

static_assert(kernels::kLikenessValues == match::kDescriptorValues);
static_assert(kernels::kLikenessBytes == match::kDescriptorBytes);
static_assert(kernels::kNibbleOffset == kernels::kNibbleZero);

constexpr unsigned kDirectionsPerAngle = 256;

using OwnEvidence = std::array<std::int16_t, kernels::kAskedMinutiae>;

void read_own_evidence(const PreparedView& print, std::size_t count, OwnEvidence& own) {
  const std::uint8_t* const steps = print.own_evidence();
  for (std::size_t i = 0; i < count; ++i) {
    own[i] = static_cast<std::int16_t>(match::kMostOwnEvidence - match::kOwnStep * steps[i]);
  }
}

}  // namespace

// A prepared print has its minutiae in the order of their quality.
MinutiaeQuery::MinutiaeQuery(std::span<const std::uint8_t> prepared) noexcept {
  const PreparedView print(prepared);
  const std::size_t count = std::min(print.minutiae(), kernels::kAskedMinutiae);
  question_.values.fill(0);
  question_.own.fill(kernels::kNobody);
  question_.directions.fill(0);
  read_own_evidence(print, count, question_.own);
  for (std::size_t i = 0; i < count; ++i) {
    std::array<int, kernels::kLikenessValues> values;
    kernels::unpack_descriptor(print.descriptors(), i, values.data());
    int sum = 0;
    for (std::size_t v = 0; v < values.size(); ++v) {
      constexpr std::size_t kQuad = kernels::kQuadValues;
      const std::size_t at = (v / kQuad * kernels::kAskedMinutiae + i) * kQuad + v % kQuad;
      question_.values[at] = static_cast<std::int8_t>(values[v]);
      sum += values[v];
    }
    question_.own[i] = static_cast<std::int16_t>(question_.own[i] - kernels::kNibbleOffset * sum);
    question_.directions[i] = static_cast<std::uint16_t>(print.angles()[i] * kDirectionsPerAngle);
  }
}

std::uint8_t MinutiaeQuery::ask(std::span<const std::uint8_t> prepared) const noexcept {
  const PreparedView print(prepared);
  const std::size_t count = std::min(print.minutiae(), kernels::kAskedMinutiae);
  OwnEvidence own;
  read_own_evidence(print, count, own);
  const std::uint32_t likeness =
      kernels::find_likeness()(question_, {print.descriptors(), own.data(), print.angles(), count});
  return static_cast<std::uint8_t>(std::min<std::uint32_t>(likeness / kLikenessStep, UINT8_MAX));
}

}  // namespace ridgeline
