#include "search/minutiae_query.hpp"

#include <algorithm>
#include <array>

#include "match/kernels/evidence_table.hpp"
#include "match/kernels/minutia_columns.hpp"
#include "match/prepared.hpp"
#include "search/parameters.hpp"

namespace ridgeline {
namespace {

using match::PreparedView;

static_assert(kernels::kLikenessValues == match::kDescriptorValues);
static_assert(kernels::kLikenessBytes == match::kDescriptorBytes);
static_assert(kernels::kNibbleOffset == kernels::kNibbleZero);

constexpr unsigned kDirectionsPerAngle = 256;

/// What is asked of the places of minutiae.
struct AskedPlaces {
  std::array<std::int16_t, kernels::kAskedMinutiae> own;
  std::array<std::uint8_t, kernels::kAskedMinutiae> angles;

  AskedPlaces(const PreparedView& print, std::size_t count) noexcept {
    const std::uint8_t* const places = print.places();
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t place = kernels::place_in(places, i);
      own[i] = kernels::own_evidence_in(place);
      angles[i] = kernels::angle_in(place);
    }
  }
};

}  // namespace

// A prepared print has its minutiae in the order of their quality.
MinutiaeQuery::MinutiaeQuery(std::span<const std::uint8_t> prepared) noexcept {
  const PreparedView print(prepared);
  const std::size_t count = std::min(print.minutiae(), kernels::kAskedMinutiae);
  question_.values.fill(0);
  question_.own.fill(kernels::kNobody);
  question_.directions.fill(0);
  const AskedPlaces places(print, count);
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
    question_.own[i] = static_cast<std::int16_t>(places.own[i] - kernels::kNibbleOffset * sum);
    question_.directions[i] = static_cast<std::uint16_t>(places.angles[i] * kDirectionsPerAngle);
  }
}

std::uint8_t MinutiaeQuery::ask(std::span<const std::uint8_t> prepared) const noexcept {
  const PreparedView print(prepared);
  const std::size_t count = std::min(print.minutiae(), kernels::kAskedMinutiae);
  const AskedPlaces places(print, count);
  const std::uint32_t likeness =
      kernels::find_likeness()(question_, {print.descriptors(), places.own.data(), places.angles.data(), count});
  return static_cast<std::uint8_t>(std::min<std::uint32_t>(likeness / kLikenessStep, UINT8_MAX));
}

}  // namespace ridgeline
