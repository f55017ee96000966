#include "synthesis/template_synthesis.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/math.hpp"
#include "synthesis/flow.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/point_noise.hpp"
#include "synthesis/spaced_points.hpp"
#include "synthesis/template_parameters.hpp"
#include "template/packed.hpp"

using namespace ridgeline;
using namespace ridgeline::synthesis;

namespace {

// FNV-1a.
std::uint64_t hash_of(const std::vector<std::uint8_t>& bytes) {
  std::uint64_t hash = 0xCBF29CE484222325ull;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3ull;
  return hash;
}

TemplateBatchRequest request_of(std::uint64_t first_person, std::size_t people) {
  TemplateBatchRequest request;
  request.seed = 3;
  request.first_person = first_person;
  request.people = people;
  request.positions = {1, 7};
  request.impressions = 2;
  return request;
}

std::vector<std::uint8_t> slice(const TemplateBatch& batch, std::size_t index) {
  const std::size_t begin = index == 0 ? 0 : batch.ends[index - 1];
  return {batch.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
          batch.bytes.begin() + static_cast<std::ptrdiff_t>(batch.ends[index])};
}

double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

double mean_count(double difficulty, PrintKind kind) {
  double sum = 0;
  for (std::uint64_t person = 0; person < 200; ++person)
    sum += static_cast<double>(make_template(make_finger(9, person, 2), 0, kind, difficulty).minutiae.size());
  return sum / 200;
}

// Root of the mean squared distance between the minutiae of two impressions that lie nearest to each other, after both were
// moved to their common middle: how much more than the finger's place differs.
double mean_nearest_px(double difficulty) {
  double sum = 0;
  int count = 0;
  for (std::uint64_t person = 0; person < 60; ++person) {
    const FingerMinutiae finger = make_finger(5, person, 3);
    const Template a = make_template(finger, 0, PrintKind::plain, difficulty);
    const Template b = make_template(finger, 1, PrintKind::plain, difficulty);
    Point shift;
    double best = -1;
    // The shift that most minutiae agree on.
    for (const Minutia& p : a.minutiae) {
      for (const Minutia& q : b.minutiae) {
        const Point tried{(q.x - p.x) / kStepsPerPx, (q.y - p.y) / kStepsPerPx};
        double votes = 0;
        for (const Minutia& m : a.minutiae) {
          for (const Minutia& n : b.minutiae) {
            const double d = distance({m.x / kStepsPerPx + tried.x, m.y / kStepsPerPx + tried.y},
                                      {n.x / kStepsPerPx, n.y / kStepsPerPx});
            votes += d < 12.0 ? 1.0 - d / 12.0 : 0.0;
          }
        }
        if (votes > best) {
          best = votes;
          shift = tried;
        }
      }
      if (&p - a.minutiae.data() >= 4) break;
    }
    for (const Minutia& m : a.minutiae) {
      double nearest = 30.0;
      for (const Minutia& n : b.minutiae) {
        nearest = std::min(nearest, distance({m.x / kStepsPerPx + shift.x, m.y / kStepsPerPx + shift.y},
                                             {n.x / kStepsPerPx, n.y / kStepsPerPx}));
      }
      sum += nearest;
      ++count;
    }
  }
  return sum / count;
}

}  // namespace

TEST_CASE("a batch is its templates in order, and each can be made alone") {
  const auto batch = make_templates(request_of(40, 3));
  REQUIRE(batch.ok());
  REQUIRE(batch.value().ends.size() == 3 * 2 * 2);
  CHECK(batch.value().ends.back() == batch.value().bytes.size());
  std::size_t index = 0;
  for (std::uint64_t person = 40; person < 43; ++person) {
    for (const int position : {1, 7}) {
      for (std::uint32_t impression = 0; impression < 2; ++impression, ++index) {
        const Template alone = make_template(make_finger(3, person, position), impression, PrintKind::plain, 0.5);
        CHECK(slice(batch.value(), index) == pack(alone));
        CHECK(alone.position == position);
      }
    }
  }
  std::set<std::uint64_t> hashes;
  for (std::size_t i = 0; i < index; ++i) hashes.insert(hash_of(slice(batch.value(), i)));
  CHECK(hashes.size() == index);
}

TEST_CASE("templates have the same bytes on every machine") {
  const auto batch = make_templates(request_of(0, 5));
  REQUIRE(batch.ok());
  CHECK(hash_of(batch.value().bytes) == 14778490781868671283ull);
}

TEST_CASE("a batch that is too large or wrong is refused") {
  TemplateBatchRequest large = request_of(0, kMaxTemplatesPerBatch / 4 + 1);
  CHECK(make_templates(large).error().code == ErrorCode::INVALID_ARGUMENT);
  large.people = ~std::size_t{0};
  CHECK(make_templates(large).error().code == ErrorCode::INVALID_ARGUMENT);
  TemplateBatchRequest wrong = request_of(0, 1);
  wrong.positions = {11};
  CHECK(make_templates(wrong).error().code == ErrorCode::INVALID_ARGUMENT);
  wrong = request_of(0, 1);
  wrong.difficulty = 1.5;
  CHECK(make_templates(wrong).error().code == ErrorCode::INVALID_ARGUMENT);
  CHECK(make_templates(request_of(0, 0)).value().ends.empty());
}

TEST_CASE("templates keep the limits of their form, best minutiae first") {
  for (const PrintKind kind : {PrintKind::plain, PrintKind::rolled}) {
    for (std::uint64_t person = 0; person < 100; ++person) {
      const Template print = make_template(make_finger(2, person, 1), 0, kind, 0.01 * static_cast<double>(person));
      CHECK(print.minutiae.size() <= kMostFound);
      CHECK(print.quality <= 100);
      for (std::size_t i = 0; i < print.minutiae.size(); ++i) {
        const Minutia& minutia = print.minutiae[i];
        CHECK(minutia.x < print.width * kStepsPerPx);
        CHECK(minutia.y < print.height * kStepsPerPx);
        CHECK(minutia.quality >= 1);
        if (i > 0) CHECK(minutia.quality <= print.minutiae[i - 1].quality);
      }
      CHECK(unpack(pack(print)).value() == print);
    }
  }
}

TEST_CASE("a template's minutiae lie on the flow of its map and point along it") {
  std::vector<double> errors_rad;
  for (std::uint64_t person = 0; person < 40; ++person) {
    const Template print = make_template(make_finger(9, person, 2), 0, PrintKind::plain, 1.0);
    REQUIRE(is_sound(print.flow));
    for (const Minutia& minutia : print.minutiae) {
      const int column = minutia.x / 8 / kFlowCellPx - print.flow.left;
      const int row = minutia.y / 8 / kFlowCellPx - print.flow.top;
      if (column < 0 || row < 0 || column >= print.flow.columns || row >= print.flow.rows) continue;
      const std::uint8_t cell = print.flow.cells[static_cast<std::size_t>(row * print.flow.columns + column)];
      if (cell == kNoFlow) continue;
      errors_rad.push_back(std::abs(std::remainder(minutia.angle * kPi / 128 - cell * kPi / kFlowSteps, kPi)));
    }
  }
  CHECK(errors_rad.size() > 40 * 20);
  std::sort(errors_rad.begin(), errors_rad.end());
  CHECK(errors_rad[errors_rad.size() / 2] < 0.12);
  CHECK(errors_rad[errors_rad.size() * 9 / 10] < 0.35);
}

TEST_CASE("minutiae of the skin keep apart and follow the flow") {
  int astray = 0;
  int count = 0;
  for (std::uint64_t person = 0; person < 20; ++person) {
    const FingerMinutiae finger = make_finger(7, person, 1 + static_cast<int>(person % 10));
    const Plane<float> field = orientation_field(finger.name, finger.traits);
    for (std::size_t i = 0; i < finger.minutiae.size(); ++i) {
      const DrawnMinutia& minutia = finger.minutiae[i];
      for (std::size_t j = 0; j < i; ++j)
        CHECK(distance(minutia.at, finger.minutiae[j].at) >= kSpacingShare.low * finger.traits.period_px);
      CHECK(std::abs(minutia.along.x * minutia.along.x + minutia.along.y * minutia.along.y - 1.0) < 0.1);
      const double angle = static_cast<double>(
          field.at(static_cast<int>(minutia.at.x) / kCellPx, static_cast<int>(minutia.at.y) / kCellPx));
      const double along = std::abs(minutia.along.x * std::cos(angle) + minutia.along.y * std::sin(angle));
      astray += along < std::cos(30 * kDegree) ? 1 : 0;
      ++count;
    }
  }
  CHECK(count > 20 * 60);
  CHECK(astray < 0.15 * count);
}

TEST_CASE("the flow at a point is that of the whole field") {
  for (int position = 1; position <= 10; ++position) {
    const FingerTraits traits = draw_finger_traits({4, 17, position});
    const RidgeFlow flow(traits);
    for (int y = 20; y < kSkinHeightPx; y += 31) {
      PointBlock at;
      for (std::size_t i = 0; i < PointBlock::kSize; ++i) {
        at.xs[i] = 10.5F + 28.0F * static_cast<float>(i);
        at.ys[i] = static_cast<float>(y) + 0.5F;
      }
      const PointBlock doubled = flow.doubled(at);
      for (std::size_t i = 0; i < PointBlock::kSize; ++i) {
        const double angle = flow.angle_rad(static_cast<double>(at.xs[i]), static_cast<double>(at.ys[i]));
        CHECK(std::abs(static_cast<double>(doubled.xs[i]) - std::cos(2 * angle)) < 0.01);
        CHECK(std::abs(static_cast<double>(doubled.ys[i]) - std::sin(2 * angle)) < 0.01);
      }
    }
  }
}

TEST_CASE("spaced points refuse what a plain search refuses") {
  SpacedPoints spaced;
  std::vector<Point> taken;
  Random random(8);
  for (int i = 0; i < 2000; ++i) {
    const double x = random.uniform(-20.0, 500.0);
    const Point at{x, random.uniform(-20.0, 500.0)};
    const double apart = random.uniform(5.0, static_cast<double>(SpacedPoints::kCellSidePx));
    const bool inside = at.x >= 0 && at.y >= 0;
    const bool free = std::all_of(taken.begin(), taken.end(), [&](Point p) { return distance(p, at) >= apart; });
    CHECK(spaced.take(at, apart) == (inside && free));
    if (inside && free) taken.push_back(at);
  }
}

TEST_CASE("noise at points has deviation 1 and no jumps") {
  const PointNoise noise(77, 20.0);
  double sum = 0;
  double squares = 0;
  int count = 0;
  for (double y = -300; y < 700; y += 7.3) {
    for (double x = -300; x < 700; x += 7.3) {
      const double value = noise.at({x, y});
      sum += value;
      squares += value * value;
      ++count;
      CHECK(std::abs(noise.at({x + 0.01, y}) - value) < 0.02);
    }
  }
  CHECK(std::abs(sum / count) < 0.05);
  CHECK(std::abs(std::sqrt(squares / count) - 1.0) < 0.05);
}

TEST_CASE("difficulty moves minutiae apart and takes some away") {
  CHECK(mean_count(0.0, PrintKind::plain) > mean_count(1.0, PrintKind::plain) + 3);
  CHECK(mean_count(0.3, PrintKind::rolled) > mean_count(0.3, PrintKind::plain) + 10);
  const double easy = mean_nearest_px(0.0);
  const double usual = mean_nearest_px(0.5);
  const double hard = mean_nearest_px(1.0);
  CHECK(easy < usual);
  CHECK(usual < hard);
}
