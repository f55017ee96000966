#include "search/shared_probe.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "search/cancellation.hpp"
#include "search/people.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

std::vector<Template> prints_of(std::uint64_t person) {
  std::vector<Template> prints;
  for (std::uint8_t position = 1; position <= 10; ++position) {
    prints.push_back(impression_of(finger_of(person, position), 1));
  }
  return prints;
}

}  // namespace

TEST_CASE("threads make one probe ready together, as one alone would") {
  const Probe alone = probe_of(3, 10);
  for (int round = 0; round < 20; ++round) {
    SharedProbe shared(prints_of(3));
    std::array<std::shared_ptr<const Probe>, 4> got;
    {
      std::vector<std::jthread> threads;
      for (auto& each : got) threads.emplace_back([&shared, &each] { each = shared.get().value(); });
    }
    for (const auto& each : got) CHECK(each == got[0]);
    REQUIRE(got[0]->prints().size() == 10);
    for (std::size_t i = 0; i < 10; ++i) {
      CHECK(got[0]->prints()[i].position == alone.prints()[i].position);
      CHECK(got[0]->prints()[i].prepared == alone.prints()[i].prepared);
    }
  }
  CHECK(SharedProbe({}).get().error().code == ErrorCode::INVALID_ARGUMENT);
  CHECK(SharedProbe({}).templates().empty());
}

TEST_CASE("the tasks of a search share its probe, and no other") {
  const CancelNumber search = create_cancellation().value();
  const auto first = share_probe(search, prints_of(1)).value();
  CHECK(share_probe(search, prints_of(1)).value() == first);
  CHECK(share_probe(search, prints_of(2)).value()->templates() == prints_of(2));
  CHECK(share_probe(search, prints_of(1)).value() == first);
  CHECK(release_cancellation(search).ok());
  CHECK(share_probe(search, prints_of(1)).error().code == ErrorCode::INVALID_HANDLE);
}
