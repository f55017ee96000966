#include "decision/fusion.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "decision/impostors.hpp"
#include "decision/parameters.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

constexpr int kTrials = 400'000;

// Fisher's method: the sum of all scores is Gamma distributed.
double fisher_db(const std::vector<double>& scores_db) {
  const double sum_db = std::accumulate(scores_db.begin(), scores_db.end(), 0.0);
  const double x = sum_db * std::log(10) / 10;
  double term = 1, series = 0;
  for (std::size_t i = 1; i <= scores_db.size(); ++i) {
    series += term;
    term *= x / static_cast<double>(i);
  }
  return sum_db - 10 * std::log10(series);
}

double best_finger_db(const std::vector<double>& scores_db) {
  return best_of_db(std::ranges::max(scores_db), scores_db.size());
}

std::vector<double> fingers(std::size_t strong, double strong_db, std::size_t weak, double weak_db) {
  std::vector<double> scores_db(strong, strong_db);
  scores_db.insert(scores_db.end(), weak, weak_db);
  return scores_db;
}

}  // namespace

TEST_CASE("the sum of impostor fingers is as likely as its evidence says") {
  const double q = kShareAboveFloor;
  CHECK(q == doctest::Approx(std::pow(10, -kNoiseFloor_db / 10)).epsilon(1e-12));
  CHECK(evidence_of_sum_db(1, 31.5) == doctest::Approx(31.5 + kNoiseFloor_db));
  CHECK(evidence_of_sum_db(2, 20) ==
        doctest::Approx(20 - 10 * std::log10(2 * q * (1 - q) + q * q * (1 + std::log(100.0)))));
  CHECK(evidence_of_sum_db(10, 0) == 0);
  for (const std::size_t count : {2u, 7u, 10u}) {
    CAPTURE(count);
    Impostors impostors(count);
    ObservedRates rates;
    for (int i = 0; i < kTrials; ++i) {
      double sum_db = 0;
      for (std::size_t finger = 0; finger < count; ++finger) {
        sum_db += std::max(0.0, impostors.score_db() - kNoiseFloor_db);
      }
      rates.add(evidence_of_sum_db(count, sum_db));
    }
    rates.check_not_above_prediction();
    rates.check_not_below_prediction_by(1);
  }
}

TEST_CASE("impostors reach a fused score no more often than it says") {
  for (const std::size_t count : {2u, 3u, 5u, 10u}) {
    CAPTURE(count);
    Impostors impostors(count);
    ObservedRates rates;
    std::vector<double> scores_db(count);
    for (int i = 0; i < kTrials; ++i) {
      for (double& score_db : scores_db) score_db = impostors.score_db();
      rates.add(fuse_fingers_db(scores_db));
    }
    rates.check_not_above_prediction();
    rates.check_not_below_prediction_by(2);
  }
}

TEST_CASE("impostors of whom most score 0 dB stay below the prediction too") {
  Impostors impostors(11);
  ObservedRates rates;
  std::vector<double> scores_db(10);
  for (int i = 0; i < kTrials; ++i) {
    for (double& score_db : scores_db) {
      score_db = impostors.score_db();
      if (score_db < 6) score_db = 0;
    }
    rates.add(fuse_fingers_db(scores_db));
  }
  rates.check_not_above_prediction();
}

TEST_CASE("a plain sum would break the promise that fusion keeps") {
  Impostors impostors(12);
  int plain = 0, fused = 0;
  for (int i = 0; i < 10'000; ++i) {
    std::vector<double> scores_db(10);
    for (double& score_db : scores_db) score_db = impostors.score_db();
    plain += std::accumulate(scores_db.begin(), scores_db.end(), 0.0) >= 40 ? 1 : 0;
    fused += fuse_fingers_db(scores_db) >= 40 ? 1 : 0;
  }
  CHECK(plain > 5000);
  CHECK(fused <= 5);  // 1 expected
}

TEST_CASE("a strong finger keeps its worth among poor ones, and many middling ones add up") {
  struct Case {
    std::string mate;
    std::vector<double> scores_db;
    double cost_db;  // at most this less than the better of the two simple methods; negative where it must be more
  };
  const Case cases[] = {
      {"one strong finger among ten", fingers(1, 60, 9, 0), 3.1},
      {"one strong of two", fingers(1, 60, 1, 0), 3.1},
      {"one strong among noise", fingers(1, 60, 9, 5), 3.1},
      {"two strong of two", fingers(2, 40, 0, 0), 4},
      {"two strong among ten", fingers(2, 60, 8, 0), -15},
      {"half of ten", fingers(5, 30, 5, 0), -10},
      {"ten good", fingers(10, 30, 0, 0), 10},
      {"ten middling", fingers(10, 15, 0, 0), 13},
  };
  for (const Case& example : cases) {
    CAPTURE(example.mate);
    const double simple_db = std::max(fisher_db(example.scores_db), best_finger_db(example.scores_db));
    CHECK(fuse_fingers_db(example.scores_db) >= simple_db - example.cost_db);
  }
  CHECK(fisher_db(fingers(1, 60, 9, 0)) < 10);
  CHECK(best_finger_db(fingers(10, 15, 0, 0)) < 6);
  CHECK(fuse_fingers_db(fingers(1, 60, 9, 0)) == doctest::Approx(47).epsilon(0.001));
  CHECK(fuse_fingers_db(fingers(10, 15, 0, 0)) == doctest::Approx(53.4).epsilon(0.001));
}

TEST_CASE("a finger more never changes the meaning, and a better one never gives less") {
  CHECK(fuse_fingers_db({}) == 0);
  const double one[] = {41.5};
  CHECK(fuse_fingers_db(one) == 41.5);
  const double below[] = {-3.0};
  CHECK(fuse_fingers_db(below) == 0);
  Impostors draws(13);
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> scores_db(1 + i % 10);
    for (double& score_db : scores_db) score_db = 4 * draws.score_db();
    const double fused_db = fuse_fingers_db(scores_db);
    std::vector<double> better = scores_db;
    better[static_cast<std::size_t>(i) % better.size()] += 5;
    CHECK(fuse_fingers_db(better) >= fused_db);
    std::ranges::reverse(scores_db);
    CHECK(fuse_fingers_db(scores_db) == doctest::Approx(fused_db).epsilon(1e-12));
  }
}

TEST_CASE("the best of several comparisons pays for their number") {
  CHECK(best_of_db(30, 1) == 30);
  CHECK(best_of_db(30, 10) == doctest::Approx(20));
  CHECK(best_of_db(3, 10) == 0);
}
