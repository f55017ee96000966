#include "match/match.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "match/random_prints.hpp"

using namespace ridgeline;
using random_prints::Change;
using random_prints::changed;
using random_prints::print;

namespace {

float score(const Template& a, const Template& b) {
  MatchScratch scratch;
  return compare(prepare(a).bytes, prepare(b).bytes, scratch);
}

}  // namespace

TEST_CASE("a print matches itself with much evidence, and more minutiae say more") {
  for (const unsigned seed : {1u, 2u, 3u}) {
    const Template full = print(seed, 35);
    CHECK(score(full, full) > 45);
    Template part = full;
    part.minutiae.resize(9);
    CHECK(score(part, part) < score(full, full));
  }
}

TEST_CASE("any rotation and any shift leave the score about as it was") {
  const Template still = print(11, 35);
  const float unmoved = score(still, changed(still, {}, 1));
  for (const double turn : {0.3, 1.0, kPi / 2, 2.2, kPi, -2.0, -0.7}) {
    CAPTURE(turn);
    const float moved = score(still, changed(still, {.turn_rad = turn, .shift_x_px = 90, .shift_y_px = -60}, 2));
    CHECK(moved > 0.7f * unmoved);
    CHECK(moved > 40);
  }
}

TEST_CASE("jitter, missing and false minutiae weaken a match and do not break it") {
  const Change change = {
      .turn_rad = 0.4, .shift_x_px = 20, .jitter_px = 3, .jitter_rad = 0.15, .dropped_share = 0.2, .added = 6};
  for (unsigned seed = 20; seed < 26; ++seed) {
    CAPTURE(seed);
    const Template original = print(seed, 40);
    CHECK(score(original, changed(original, change, seed)) > 30);
  }
}

TEST_CASE("different fingers get few decibels") {
  std::vector<float> scores;
  for (unsigned a = 0; a < 40; ++a) {
    for (unsigned b = a + 1; b < 40; ++b)
      scores.push_back(score(print(100 + a, 30 + a % 10), print(100 + b, 30 + b % 10)));
  }
  std::sort(scores.begin(), scores.end());
  CHECK(scores[scores.size() * 99 / 100] < 25);
  CHECK(scores.back() < 40);
  CHECK(scores.front() >= kLowestScore_db);
}

TEST_CASE("a score does not depend on which side is the probe, on the scratch, or on the run") {
  MatchScratch used;
  for (unsigned seed = 40; seed < 60; ++seed) {
    const Template a = print(seed, 20 + seed % 30);
    const Template b = changed(a, {.turn_rad = 0.2 * seed, .jitter_px = 2, .dropped_share = 0.3, .added = 4}, seed);
    const PreparedPrint pa = prepare(a);
    const PreparedPrint pb = prepare(b);
    const float forward = compare(pa.bytes, pb.bytes, used);
    CHECK(forward == compare(pb.bytes, pa.bytes, used));
    CHECK(forward == score(a, b));
    CHECK(pa.bytes == prepare(a).bytes);
  }
}

TEST_CASE("few or no minutiae give the lowest score, and 255 are no trouble") {
  const Template many = print(71, 255);
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
    Template few = many;
    few.minutiae.resize(count);
    CHECK(score(few, few) == kLowestScore_db);
    CHECK(score(few, many) == kLowestScore_db);
    CHECK(score(many, few) == kLowestScore_db);
  }
  CHECK(score(many, many) > 45);
}

TEST_CASE("minutiae in one place, and qualities that nobody reported, are compared all the same") {
  Template heap = print(81, 30);
  for (Minutia& m : heap.minutiae) m.x = m.y = 4000;
  const float piled = score(heap, heap);
  CHECK(piled >= kLowestScore_db);
  CHECK(piled == piled);
  Template unrated = print(82, 35);
  for (Minutia& m : unrated.minutiae) m.quality = 0;
  CHECK(score(unrated, unrated) > 40);
}

TEST_CASE("a quick comparison gives up different fingers early, and else has the plain score") {
  MatchScratch scratch;
  std::vector<PreparedPrint> prints;
  for (unsigned finger = 0; finger < 40; ++finger) {
    const Template original = print(500 + finger, 32);
    prints.push_back(prepare(original));
    prints.push_back(
        prepare(changed(original, {.turn_rad = 0.3, .jitter_px = 2, .dropped_share = 0.2, .added = 5}, finger)));
  }
  int given_up = 0;
  int different = 0;
  for (std::size_t i = 0; i < prints.size(); ++i) {
    for (std::size_t j = i + 1; j < prints.size(); ++j) {
      const float whole = compare(prints[i].bytes, prints[j].bytes, scratch);
      const UnfoldedPrint unfolded(prints[j].bytes);
      CHECK(compare(unfolded, prints[i].bytes, scratch) == whole);
      const float quick = compare_quickly(unfolded, prints[i].bytes, scratch);
      const bool same_finger = i / 2 == j / 2;
      if (same_finger) {
        CHECK(quick == whole);
        continue;
      }
      ++different;
      const bool equal = quick == whole;
      CHECK((equal || quick == kLowestScore_db));
      if (!equal) ++given_up;
      if (whole > 25) CHECK(equal);
    }
  }
  CHECK(given_up > 0.6 * different);
}

TEST_CASE("an explained comparison has the plain score and pairs each minutia once") {
  const Template a = print(91, 40);
  const Template b =
      changed(a, {.turn_rad = 2.0, .shift_x_px = 40, .jitter_px = 1.5, .dropped_share = 0.15, .added = 5}, 9);
  MatchScratch scratch;
  const Comparison explained = explain_comparison(a, b, scratch);
  CHECK(explained.score_db == score(a, b));
  CHECK(explained.pairs.size() > 20);
  std::set<int> probes, candidates;
  for (const MinutiaPair& pair : explained.pairs) {
    REQUIRE(pair.probe < a.minutiae.size());
    REQUIRE(pair.candidate < b.minutiae.size());
    probes.insert(pair.probe);
    candidates.insert(pair.candidate);
    CHECK(a.minutiae[pair.probe].quality == b.minutiae[pair.candidate].quality);
  }
  CHECK(probes.size() == explained.pairs.size());
  CHECK(candidates.size() == explained.pairs.size());
  CHECK(std::abs(std::abs(explained.rotation_rad) - 2.0f) < 0.1f);
}
