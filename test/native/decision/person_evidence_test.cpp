#include "decision/person_evidence.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "decision/fusion.hpp"
#include "decision/impostors.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

constexpr int kTrials = 200'000;

}  // namespace

TEST_CASE("missing fingers count for nothing") {
  PersonEvidence evidence;
  CHECK(evidence.score().score_db == 0);
  evidence.add(2, 2, 44);
  const PersonScore score = evidence.score();
  CHECK(score.score_db == 44);
  CHECK(score.finger_scores_db[1] == 44);
  for (const std::size_t other : {0, 2, 9}) CHECK(std::isnan(score.finger_scores_db[other]));
}

TEST_CASE("fingers known on both sides are fused") {
  PersonEvidence evidence;
  const std::vector<double> scores_db{50, 20, 0, 33};
  for (std::size_t i = 0; i < scores_db.size(); ++i) {
    evidence.add(static_cast<std::uint8_t>(i + 1), static_cast<std::uint8_t>(i + 1), scores_db[i]);
  }
  CHECK(evidence.score().score_db == fuse_fingers_db(scores_db));
  CHECK(evidence.comparisons() == 4);
}

TEST_CASE("impressions of one finger give its best score, corrected for their number") {
  PersonEvidence evidence;
  for (const double score_db : {10.0, 40.0, 0.0, 12.0}) evidence.add(3, 3, score_db);
  CHECK(evidence.score().score_db == doctest::Approx(40 - 10 * std::log10(4)));
  CHECK(evidence.score().finger_scores_db[2] == doctest::Approx(40 - 10 * std::log10(4)));
}

TEST_CASE("a print of unknown finger is worth its best comparison, corrected for all") {
  PersonEvidence evidence;
  for (std::uint8_t position = 1; position <= 10; ++position) evidence.add(0, position, position == 7 ? 50 : 5);
  const PersonScore score = evidence.score();
  CHECK(score.score_db == doctest::Approx(40));
  CHECK(score.finger_scores_db[6] == doctest::Approx(40));
  CHECK(score.finger_scores_db[0] == 0);

  PersonEvidence both_unknown;
  both_unknown.add(0, 0, 50);
  CHECK(both_unknown.score().score_db == 50);
  for (const float finger_db : both_unknown.score().finger_scores_db) CHECK(std::isnan(finger_db));
}

TEST_CASE("known and unknown fingers: the stronger counts, corrected for two tries") {
  PersonEvidence evidence;
  evidence.add(1, 1, 30);
  evidence.add(0, 2, 60);
  CHECK(evidence.score().score_db == doctest::Approx(60 - 10 * std::log10(2)));
  evidence.add(4, 0, 10);
  CHECK(evidence.score().score_db == doctest::Approx(60 - 20 * std::log10(2)));
  CHECK(evidence.score().finger_scores_db[3] == doctest::Approx(10 - 10 * std::log10(2)));
}

TEST_CASE("which prints are compared") {
  CHECK(may_be_same_finger(4, 4));
  CHECK(may_be_same_finger(0, 4));
  CHECK(may_be_same_finger(4, 0));
  CHECK(may_be_same_finger(0, 0));
  CHECK_FALSE(may_be_same_finger(4, 5));
}

TEST_CASE("impostors with several impressions reach a score no more often than it says") {
  // Two impressions a side: the four scores of a finger are unrelated in one run and the same in the other.
  for (const bool unrelated : {true, false}) {
    CAPTURE(unrelated);
    Impostors impostors(21);
    ObservedRates rates;
    for (int i = 0; i < kTrials; ++i) {
      PersonEvidence evidence;
      for (std::uint8_t position = 1; position <= 4; ++position) {
        double score_db = impostors.score_db();
        for (int pair = 0; pair < 4; ++pair) {
          evidence.add(position, position, score_db);
          if (unrelated) score_db = impostors.score_db();
        }
      }
      rates.add(evidence.score().score_db);
    }
    rates.check_not_above_prediction();
    if (unrelated) rates.check_not_below_prediction_by(3);
  }
}

TEST_CASE("impostors with unknown fingers reach a score no more often than it says") {
  // The probe's unknown prints are further impressions of its known fingers: their scores repeat.
  Impostors impostors(22);
  ObservedRates rates;
  for (int i = 0; i < kTrials; ++i) {
    PersonEvidence evidence;
    for (std::uint8_t position = 1; position <= 5; ++position) {
      const double score_db = impostors.score_db();
      evidence.add(position, position, score_db);
      evidence.add(0, position, score_db);
      evidence.add(0, position, score_db);
    }
    rates.add(evidence.score().score_db);
  }
  rates.check_not_above_prediction();
}
