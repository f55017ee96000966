#include "search/candidates.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "search/search.hpp"

using namespace ridgeline;

namespace {

// Few different scores, so that many are equal.
std::vector<Candidate> draw(std::mt19937_64& random, std::size_t count) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < count; ++i) {
    candidates.push_back(
        {.number = random() % 1'000'000, .score_db = static_cast<float>(random() % 7), .finger_scores_db = {}});
  }
  return candidates;
}

std::vector<SubjectNumber> numbers(const std::vector<Candidate>& candidates) {
  std::vector<SubjectNumber> result;
  for (const Candidate& candidate : candidates) result.push_back(candidate.number);
  return result;
}

std::vector<SubjectNumber> best_by_sorting(std::vector<Candidate> candidates, std::size_t count) {
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.score_db > b.score_db || (a.score_db == b.score_db && a.number < b.number);
  });
  candidates.resize(std::min(count, candidates.size()));
  return numbers(candidates);
}

}  // namespace

TEST_CASE("the best candidates are those that sorting all would put first") {
  std::mt19937_64 random(5);
  for (const std::size_t keep : {1u, 2u, 10u, 100u, 500u}) {
    CAPTURE(keep);
    const auto all = draw(random, 300);
    BestCandidates best(keep);
    for (const Candidate& candidate : all) best.add(candidate);
    CHECK(numbers(best.take()) == best_by_sorting(all, keep));
  }
}
