#include "search/shortlist.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace ridgeline;

TEST_CASE("a shortlist holds the best of all that it is shown, whatever their order and however many tie") {
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
    std::ranges::sort(all, [](const Listed& a, const Listed& b) {
      return a.evidence != b.evidence ? a.evidence > b.evidence : lies_before(a, b);
    });
    all.resize(wanted);
    std::ranges::sort(all, lies_before);
    std::vector<Listed> kept = shortlist.take(wanted);
    std::ranges::sort(kept, lies_before);
    CHECK(std::ranges::equal(kept, all, [](const Listed& a, const Listed& b) {
      return a.serial == b.serial && a.shard == b.shard && a.evidence == b.evidence;
    }));
  }
}
