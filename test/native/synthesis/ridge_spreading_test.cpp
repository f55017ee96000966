#include "synthesis/ridge_spreading.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "synthesis/healing.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/prints.hpp"

using namespace ridgeline;
using namespace ridgeline::synthesis;

namespace {

constexpr int kAcross = kSkinWidthPx / kCellPx;
constexpr int kDown = kSkinHeightPx / kCellPx;

template <class Angle>
Plane<float> field_of(Angle angle) {
  Plane<float> field(kAcross, kDown);
  for (int y = 0; y < kDown; ++y) {
    for (int x = 0; x < kAcross; ++x) field.at(x, y) = static_cast<float>(angle(x * kCellPx, y * kCellPx));
  }
  return field;
}

}  // namespace

TEST_CASE("straight ridges keep their period") {
  const Plane<float> spreading = ridge_spreading(field_of([](int, int) { return 0.7; }));
  CHECK(std::all_of(spreading.values.begin(), spreading.values.end(),
                    [](float value) { return std::abs(value) < 1e-6F; }));
}

TEST_CASE("ridges that run apart like rays become wider with the distance from where they meet") {
  // From a point far to the left of the skin: div t is one through the distance.
  const double reach = 600.0;
  const Plane<float> spreading =
      ridge_spreading(field_of([=](int x, int y) { return std::atan2(y - kSkinHeightPx / 2.0, x + reach); }));
  const auto at = [&](int px) { return static_cast<double>(spreading.at(px / kCellPx, kDown / 2)); };
  CHECK(at(380) > at(60) + 0.4 * kSpreadingShare * std::log((380 + reach) / (60 + reach)));
  CHECK(at(380) < at(60) + 1.2 * kSpreadingShare * std::log((380 + reach) / (60 + reach)));
}

TEST_CASE("healed skin has hardly a pair of opposite minutiae closer than ridges are") {
  std::size_t tight = 0;
  std::size_t all = 0;
  for (const int person : prints::kPeople) {
    tight += tight_pairs(prints::master(person).minutiae).size();
    all += prints::master(person).minutiae.size();
  }
  CHECK(all > 250);
  CHECK(tight * 12 < all);
}

TEST_CASE("only minutiae in knots and at cores and deltas are doubtful") {
  for (const int person : prints::kPeople) {
    const MasterPrint& master = prints::master(person);
    const auto doubtful = std::count_if(master.minutiae.begin(), master.minutiae.end(),
                                        [](const SkinMinutia& minutia) { return minutia.type == MinutiaType::other; });
    CHECK(static_cast<std::size_t>(doubtful) * 4 < master.minutiae.size());
  }
}
