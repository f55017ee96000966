#include "match/selection.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <vector>

#include "match/match.hpp"
#include "match/parameters.hpp"
#include "match/prepared.hpp"
#include "synthesis/template_synthesis.hpp"

using namespace ridgeline;
using match::rank_minutiae;
using match_parameters::kOffCentreCostPerPx;
using match_parameters::kUsedMinutiae;
using match_parameters::kUsedMinutiaeWithoutFlow;

namespace {

Minutia minutia_at(double x_px, double y_px, std::uint8_t quality) {
  return {static_cast<std::uint16_t>(x_px * kStepsPerPx), static_cast<std::uint16_t>(y_px * kStepsPerPx), 0,
          MinutiaType::ending, quality};
}

/// Mean quality of some minutiae, and their mean distance from a place.
struct Means {
  double quality = 0;
  double distance_px = 0;
};

Means means_of(const std::vector<Minutia>& minutiae, std::span<const std::uint8_t> indices, double x, double y) {
  Means out;
  for (const std::uint8_t i : indices) {
    const Minutia& minutia = minutiae[i];
    out.quality += minutia.quality / static_cast<double>(indices.size());
    out.distance_px += std::hypot(minutia.x - x, minutia.y - y) / kStepsPerPx / static_cast<double>(indices.size());
  }
  return out;
}

}  // namespace

TEST_CASE("a pixel from the middle costs its share of quality") {
  // The middle is (200, 200): two pairs opposite each other, 100 px off with quality 80 and 20 px off with a little more or less than
  // what 80 px cost.
  constexpr auto kCost = static_cast<std::uint8_t>(80 * kOffCentreCostPerPx);
  for (const int more : {-1, 1}) {
    const auto near = static_cast<std::uint8_t>(80 - kCost + more);
    const std::vector<Minutia> minutiae = {minutia_at(100, 200, 80), minutia_at(180, 200, near),
                                           minutia_at(300, 200, 80), minutia_at(220, 200, near)};
    const std::vector<std::uint8_t> order = rank_minutiae(minutiae);
    CHECK(order == (more > 0 ? std::vector<std::uint8_t>{1, 3, 0, 2} : std::vector<std::uint8_t>{0, 2, 1, 3}));
  }
}

TEST_CASE("an unreported quality counts as a usual one, and few minutiae all have a rank") {
  CHECK(rank_minutiae({}).empty());
  CHECK(rank_minutiae({minutia_at(10, 10, 0)}) == std::vector<std::uint8_t>{0});
  const std::vector<Minutia> minutiae = {minutia_at(10, 10, 60), minutia_at(10, 10, 0), minutia_at(10, 10, 90)};
  CHECK(rank_minutiae(minutiae) == std::vector<std::uint8_t>{2, 1, 0});
}

TEST_CASE("what takes part of rolled prints is better and nearer to the middle than what does not") {
  std::size_t rolled = 0;
  for (std::uint64_t person = 1; person <= 60; ++person) {
    const std::vector<Minutia> minutiae = make_template(make_finger(5, person, 2), 0, PrintKind::rolled, 0.5).minutiae;
    if (minutiae.size() < 2 * kUsedMinutiae) continue;
    ++rolled;
    double x = 0;
    double y = 0;
    for (const Minutia& minutia : minutiae) {
      x += minutia.x / static_cast<double>(minutiae.size());
      y += minutia.y / static_cast<double>(minutiae.size());
    }
    const std::vector<std::uint8_t> order = rank_minutiae(minutiae);
    CHECK(std::set<std::uint8_t>(order.begin(), order.end()).size() == minutiae.size());
    const auto ranks = std::span(order);
    const Means taken = means_of(minutiae, ranks.first(kUsedMinutiae), x, y);
    const Means left = means_of(minutiae, ranks.subspan(kUsedMinutiae), x, y);
    CHECK(taken.quality > left.quality);
    CHECK(taken.distance_px < left.distance_px);
  }
  CHECK(rolled > 20);
}

TEST_CASE("of a print without a flow map more minutiae take part, and its descriptors are those of the same minutiae") {
  std::size_t large = 0;
  for (std::uint64_t person = 1; person <= 20; ++person) {
    Template print = make_template(make_finger(5, person, 2), 0, PrintKind::rolled, 0.5);
    if (print.minutiae.size() < kUsedMinutiaeWithoutFlow) continue;
    ++large;
    REQUIRE(!print.flow.empty());
    const PreparedPrint with_flow = prepare(print);
    print.flow = {};
    const PreparedPrint without_flow = prepare(print);
    const match::PreparedView fewer(with_flow.bytes);
    const match::PreparedView more(without_flow.bytes);
    CHECK(fewer.minutiae() == kUsedMinutiae);
    CHECK(more.minutiae() == kUsedMinutiaeWithoutFlow);
    CHECK(more.flow().empty());
    CHECK(std::equal(fewer.descriptors(), fewer.descriptors() + kUsedMinutiae * match::kDescriptorBytes,
                     more.descriptors()));
  }
  CHECK(large > 10);
}
