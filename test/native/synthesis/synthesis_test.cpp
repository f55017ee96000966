#include "synthesis/synthesis.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/math.hpp"
#include "extract/extract.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/prints.hpp"
#include "template/packed.hpp"

using namespace ridgeline;
using prints::kPeople;
using prints::kSeed;
using prints::master;

namespace {

// FNV-1a.
std::uint64_t hash_of(const SyntheticPrint& print) {
  std::uint64_t hash = 0xCBF29CE484222325ull;
  const auto add = [&](const std::vector<std::uint8_t>& bytes) {
    for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3ull;
  };
  add(print.image.pixels);
  add(pack(print.truth));
  return hash;
}

// Direction along the ridges around a point by the gradients' tensor, radians, mathematical axes; and how sure it is, 0 to 1.
struct Flow {
  double angle = 0;
  double coherence = 0;
};

Flow flow_at(const GrayImage& image, int x0, int y0, int reach) {
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (int y = std::max(1, y0 - reach); y <= std::min(image.height - 2, y0 + reach); ++y) {
    for (int x = std::max(1, x0 - reach); x <= std::min(image.width - 2, x0 + reach); ++x) {
      const double gx = image.at(x + 1, y) - image.at(x - 1, y);
      const double gy = image.at(x, y - 1) - image.at(x, y + 1);
      xx += gx * gx;
      yy += gy * gy;
      xy += gx * gy;
    }
  }
  const double anisotropy = std::sqrt((xx - yy) * (xx - yy) + 4 * xy * xy);
  return {0.5 * std::atan2(2 * xy, xx - yy) + kPi / 2, xx + yy > 0 ? anisotropy / (xx + yy) : 0};
}

double difference_mod_pi(double a, double b) {
  const double turns = (a - b) / kPi;
  return std::abs(turns - std::round(turns)) * kPi;
}

// Distance from crest to crest on a line of 48 px across the ridges: the first peak of the autocorrelation; 0 for none.
double period_at(const GrayImage& image, int x0, int y0, double flow) {
  constexpr int kLength = 48;
  std::vector<double> profile;
  for (int i = 0; i < kLength; ++i) {
    double sum = 0;
    for (int k = -4; k <= 4; ++k) {
      const double across = i - kLength / 2;
      const long x = std::lround(x0 + k * std::cos(flow) - across * std::sin(flow));
      const long y = std::lround(y0 - k * std::sin(flow) - across * std::cos(flow));
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) return 0;
      sum += image.at(static_cast<int>(x), static_cast<int>(y));
    }
    profile.push_back(sum);
  }
  double mean = 0;
  for (const double value : profile) mean += value / kLength;
  std::vector<double> correlation;
  for (int lag = 0; lag <= 18; ++lag) {
    double sum = 0;
    for (int i = 0; i + lag < kLength; ++i) {
      sum += (profile[static_cast<std::size_t>(i)] - mean) * (profile[static_cast<std::size_t>(i + lag)] - mean);
    }
    correlation.push_back(sum / (kLength - lag));
  }
  for (std::size_t lag = 4; lag < 18; ++lag) {
    const double here = correlation[lag];
    if (here > 0.3 * correlation[0] && here >= correlation[lag - 1] && here >= correlation[lag + 1]) {
      return static_cast<double>(lag);
    }
  }
  return 0;
}

struct Agreement {
  int shared = 0;
  int first = 0;
  int second = 0;
};

// One-to-one pairs within `reach_px` and 22 of 256 of a turn, of templates whose second is first turned and shifted.
int count_pairs(const std::vector<Minutia>& a, const std::vector<Minutia>& b, double turn, double dx, double dy,
                double reach_px) {
  std::vector<bool> taken(b.size(), false);
  const double c = std::cos(turn);
  const double s = std::sin(turn);
  int pairs = 0;
  for (const Minutia& m : a) {
    for (std::size_t k = 0; k < b.size(); ++k) {
      const double x = (c * b[k].x + s * b[k].y + dx - m.x) / kStepsPerPx;
      const double y = (c * b[k].y - s * b[k].x + dy - m.y) / kStepsPerPx;
      const double angle = (b[k].angle - m.angle) / 256.0 + turn / (2 * kPi);
      if (taken[k] || std::hypot(x, y) > reach_px || std::abs(angle - std::round(angle)) > 22.0 / 256) continue;
      taken[k] = true;
      ++pairs;
      break;
    }
  }
  return pairs;
}

// The best of all alignments that lay one minutia on another: most pairs as a share of the smaller template.
double likeness(const Template& a, const Template& b) {
  int best = 0;
  for (const Minutia& m : a.minutiae) {
    for (const Minutia& n : b.minutiae) {
      double turn = 2 * kPi * (m.angle - n.angle) / 256.0;
      if (std::abs(turn - 2 * kPi * std::round(turn / (2 * kPi))) > 0.8) continue;
      const double dx = m.x - (std::cos(turn) * n.x + std::sin(turn) * n.y);
      const double dy = m.y - (std::cos(turn) * n.y - std::sin(turn) * n.x);
      best = std::max(best, count_pairs(a.minutiae, b.minutiae, turn, dx, dy, 14.0));
    }
  }
  return static_cast<double>(best) / static_cast<double>(std::min(a.minutiae.size(), b.minutiae.size()));
}

// Share of dark pixels around a point.
double darkness_around(const GrayImage& image, int x0, int y0, int reach) {
  int dark = 0;
  int all = 0;
  for (int y = std::max(0, y0 - reach); y <= std::min(image.height - 1, y0 + reach); ++y) {
    for (int x = std::max(0, x0 - reach); x <= std::min(image.width - 1, x0 + reach); ++x) {
      ++all;
      dark += image.at(x, y) < 160 ? 1 : 0;
    }
  }
  return static_cast<double>(dark) / all;
}

}  // namespace

TEST_CASE("a print is the same alone, again and after others, and on every machine") {
  const SyntheticPrint alone = synthesize({kSeed, 3, 4, {1, PrintKind::plain}});
  const SyntheticPrint after = make_impression(master(3), {1, PrintKind::plain});
  CHECK(alone.image.pixels == after.image.pixels);
  CHECK(alone.truth == after.truth);
  CHECK(alone.pattern == after.pattern);
  // A change of this number changes every synthetic data set: say so in the commit that does it.
  CHECK(hash_of(alone) == 11710140088542865697ull);
}

TEST_CASE("seed, person, position, impression and kind each make another print") {
  const SyntheticPrint first = make_impression(master(0), {0, PrintKind::plain});
  CHECK(make_impression(master(0), {1, PrintKind::plain}).image.pixels != first.image.pixels);
  CHECK(make_impression(master(0), {0, PrintKind::rolled}).image.pixels != first.image.pixels);
  CHECK(synthesize({kSeed + 1, 0, 1, {0, PrintKind::plain}}).image.pixels != first.image.pixels);
  CHECK(synthesize({kSeed, 0, 2, {0, PrintKind::plain}}).image.pixels != first.image.pixels);
  CHECK(make_impression(master(1), {0, PrintKind::plain}).image.pixels != first.image.pixels);
}

TEST_CASE("prints have the size, resolution and marks that they should") {
  for (const int person : kPeople) {
    for (const PrintKind kind : {PrintKind::plain, PrintKind::rolled}) {
      const SyntheticPrint print = make_impression(master(person), {0, kind});
      const bool rolled = kind == PrintKind::rolled;
      CHECK(print.image.width == (rolled ? 800 : 400));
      CHECK(print.image.height == (rolled ? 750 : 500));
      CHECK(print.image.ppi == 500.0);
      REQUIRE(print.image.pixels.size() == static_cast<std::size_t>(print.image.width) * print.image.height);
      CHECK(print.truth.width == print.image.width);
      CHECK(print.truth.height == print.image.height);
      CHECK(print.truth.position == 1 + person % 10);
      CHECK(print.truth.impression == (rolled ? 1 : 0));
      CHECK(print.truth.minutiae.size() >= (rolled ? 40 : 12));
      CHECK(print.truth.minutiae.size() <= (rolled ? 170 : 80));
    }
  }
}

TEST_CASE("pictures are of dark ridges on a bright platen, neither blank nor full") {
  for (const int person : kPeople) {
    const GrayImage image = make_impression(master(person), {2, PrintKind::plain}).image;
    const auto dark = std::count_if(image.pixels.begin(), image.pixels.end(), [](std::uint8_t p) { return p < 140; });
    const auto bright = std::count_if(image.pixels.begin(), image.pixels.end(), [](std::uint8_t p) { return p > 210; });
    const auto all = static_cast<double>(image.pixels.size());
    CHECK(static_cast<double>(dark) / all > 0.08);
    CHECK(static_cast<double>(dark) / all < 0.50);
    CHECK(static_cast<double>(bright) / all > 0.35);
  }
}

TEST_CASE("true minutiae lie on the print and point along its ridges") {
  int sure = 0;
  int along = 0;
  for (const int person : kPeople) {
    const SyntheticPrint print = make_impression(master(person), {1, PrintKind::plain});
    for (const Minutia& minutia : print.truth.minutiae) {
      const int x = static_cast<int>(minutia.x / kStepsPerPx);
      const int y = static_cast<int>(minutia.y / kStepsPerPx);
      CHECK(darkness_around(print.image, x, y, 10) > 0.06);
      const Flow flow = flow_at(print.image, x, y, 9);
      if (flow.coherence < 0.5) continue;  // at cores, deltas and in dry patches the pixels don't tell
      ++sure;
      along += difference_mod_pi(flow.angle, 2 * kPi * minutia.angle / 256.0) < 0.35 ? 1 : 0;
    }
  }
  CHECK(sure > 60);
  CHECK(along > sure * 95 / 100);
}

TEST_CASE("ridges lie as far apart as in people") {
  for (const int person : kPeople) {
    const Touch clean{0, PrintKind::plain, SensorKind::optical, PrintCondition::clean};
    const GrayImage image = make_impression(master(person), clean).image;
    std::vector<double> periods;
    for (int y = 30; y < image.height - 30; y += 12) {
      for (int x = 30; x < image.width - 30; x += 12) {
        const Flow flow = flow_at(image, x, y, 14);
        if (flow.coherence < 0.6 || darkness_around(image, x, y, 14) < 0.15) continue;
        const double period = period_at(image, x, y, flow.angle);
        if (period > 0) periods.push_back(period);
      }
    }
    REQUIRE(periods.size() > 40);
    std::nth_element(periods.begin(), periods.begin() + static_cast<std::ptrdiff_t>(periods.size() / 2), periods.end());
    const double median = periods[periods.size() / 2];
    CHECK(median >= 7.0);
    CHECK(median <= 11.0);
    CHECK(std::abs(median - master(person).traits.period_px) < 1.3);
  }
}

TEST_CASE("impressions of one finger share minutiae, those of two don't") {
  for (const int person : kPeople) {
    const Template first = make_impression(master(person), {0, PrintKind::plain}).truth;
    const Template second = make_impression(master(person), {3, PrintKind::plain}).truth;
    const Template other = make_impression(master((person + 1) % 5), {0, PrintKind::plain}).truth;
    CHECK(first.minutiae != second.minutiae);
    CHECK(likeness(first, second) > 0.6);
    CHECK(likeness(first, other) < 0.5);
  }
}

TEST_CASE("a rolled print shows what the plain one shows, and more") {
  for (const int person : {0, 2}) {
    const Template plain = make_impression(master(person), {0, PrintKind::plain}).truth;
    const Template rolled = make_impression(master(person), {0, PrintKind::rolled}).truth;
    CHECK(rolled.minutiae.size() > plain.minutiae.size() * 3 / 2);
    CHECK(likeness(plain, rolled) > 0.6);
  }
}

TEST_CASE("extraction finds the true minutiae") {
  Agreement sum;
  for (const int person : kPeople) {
    const SyntheticPrint print =
        make_impression(master(person), {0, PrintKind::plain, SensorKind::optical, PrintCondition::clean});
    const Result<Extraction> found = extract(print.image, {});
    REQUIRE(found.ok());
    const std::vector<Minutia>& minutiae = found.value().print.minutiae;
    sum.shared += count_pairs(print.truth.minutiae, minutiae, 0, 0, 0, 12.0);
    sum.first += static_cast<int>(print.truth.minutiae.size());
    sum.second += static_cast<int>(minutiae.size());
  }
  CHECK(sum.shared > sum.first * 8 / 10);
  CHECK(sum.shared > sum.second * 8 / 10);
}

TEST_CASE("a position that no finger has counts as the nearest") {
  CHECK(make_master(kSeed, 0, 0).name.position == 1);
  CHECK(make_master(kSeed, 0, 99).name.position == 10);
}
