#include "search/shortlist.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>

using namespace ridgeline;

TEST_CASE("a shortlist holds the best of all that it is shown, the first of those that tie") {
  std::mt19937 random(3);
  for (int round = 0; round < 40; ++round) {
    const std::size_t most = 1 + random() % 300;
    const std::size_t wanted = random() % (most + 1);
    std::vector<Listed> all;
    for (std::size_t i = 0; i < 2000; ++i) {
      const auto evidence = static_cast<std::int16_t>(random() % (round % 2 == 0 ? 2000 : 7));
      all.push_back(
          {.serial = i, .shard = static_cast<std::uint16_t>(random() % 3), .evidence = evidence, .fingers = {}});
    }
    Shortlist shortlist(most);
    for (const Listed& subject : all) {
      if (subject.evidence >= shortlist.floor()) shortlist.add(subject);
    }
    std::ranges::stable_sort(all, std::ranges::greater(), &Listed::evidence);
    all.resize(wanted);
    std::ranges::sort(all, {}, &Listed::serial);  // the order in which they came
    const std::vector<Listed> kept = shortlist.take(wanted);
    CHECK(std::ranges::equal(kept, all, [](const Listed& a, const Listed& b) {
      return a.serial == b.serial && a.shard == b.shard && a.evidence == b.evidence;
    }));
  }
}
