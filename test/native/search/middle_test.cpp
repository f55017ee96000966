#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "match/prepared.hpp"
#include "search/middle_pass.hpp"
#include "search/minutiae_query.hpp"
#include "search/parameters.hpp"
#include "search/people.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

struct Minutiae {
  std::vector<std::uint8_t> descriptors;
  std::vector<std::int16_t> own;
  std::vector<std::uint8_t> angles;

  Minutiae(std::mt19937& random, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < kernels::kLikenessBytes; ++k) {
        descriptors.push_back(static_cast<std::uint8_t>(1 + random() % 15 + 16 * (1 + random() % 15)));
      }
      own.push_back(static_cast<std::int16_t>(static_cast<int>(random() % 510) - 490));
      angles.push_back(static_cast<std::uint8_t>(random()));
    }
  }
  [[nodiscard]] int value(std::size_t i, std::size_t v) const {
    const std::uint8_t both = descriptors[i * kernels::kLikenessBytes + v % kernels::kLikenessBytes];
    return (v < kernels::kLikenessBytes ? both & 15 : both >> 4) - kernels::kNibbleOffset;
  }
};

kernels::MinutiaeQuestion question_of(const Minutiae& minutiae) {
  kernels::MinutiaeQuestion question;
  question.values.fill(0);
  question.own.fill(kernels::kNobody);
  question.directions.fill(0);
  for (std::size_t i = 0; i < minutiae.own.size(); ++i) {
    int sum = 0;
    for (std::size_t v = 0; v < kernels::kLikenessValues; ++v) {
      question.values[(v / 4 * kernels::kAskedMinutiae + i) * 4 + v % 4] =
          static_cast<std::int8_t>(minutiae.value(i, v));
      sum += minutiae.value(i, v);
    }
    question.own[i] = static_cast<std::int16_t>(minutiae.own[i] - kernels::kNibbleOffset * sum);
    question.directions[i] = static_cast<std::uint16_t>(minutiae.angles[i] * 256);
  }
  return question;
}

/// Said without the kernel's layout, of the first minutiae of the other.
std::uint32_t likeness_of(const Minutiae& probe, const Minutiae& other, std::size_t count) {
  std::uint32_t likeness = 0;
  for (std::size_t i = 0; i < probe.own.size(); ++i) {
    int best = kernels::kUsualPair;
    for (std::size_t j = 0; j < count; ++j) {
      const int turn = static_cast<std::int8_t>(probe.angles[i] - other.angles[j]);
      if (std::abs(turn) > 32) continue;
      int sum = probe.own[i] + other.own[j];
      for (std::size_t v = 0; v < kernels::kLikenessValues; ++v) sum += probe.value(i, v) * other.value(j, v);
      best = std::max(best, sum);
    }
    likeness += static_cast<std::uint32_t>(best - kernels::kUsualPair);
  }
  return likeness;
}

std::vector<Listed> everybody(const Gallery& gallery, std::size_t fingers) {
  std::vector<Listed> listed;
  ShardReader reader(gallery, 0);
  for (std::uint64_t serial = 0; serial < 4000; ++serial) {
    if (!reader.seek(serial)) continue;
    Listed each{.serial = serial, .shard = 0};
    for (std::size_t finger = 0; finger < fingers; ++finger) each.fingers[finger] = 1;
    each.evidence = static_cast<std::int16_t>(fingers);
    listed.push_back(each);
  }
  return listed;
}

bool holds(const std::vector<Listed>& listed, std::uint64_t serial) {
  return std::ranges::any_of(listed, [&](const Listed& each) { return each.serial == serial; });
}

}  // namespace

TEST_CASE("every form of the kernel finds the likeness of minutiae") {
  std::mt19937 random(5);
  int ended = 0;
  int went_on = 0;
  for (int round = 0; round < 200; ++round) {
    const Minutiae probe(random, round < 2 ? kernels::kAskedMinutiae : random() % (kernels::kAskedMinutiae + 1));
    const Minutiae other(random, round < 2 ? kernels::kAskedMinutiae : random() % (kernels::kAskedMinutiae + 1));
    const kernels::MinutiaeQuestion question = question_of(probe);
    const Minutiae& asked = round % 5 == 0 ? probe : other;
    const kernels::MinutiaeColumns columns{asked.descriptors.data(), asked.own.data(), asked.angles.data(),
                                           asked.own.size()};
    const std::size_t first_asked = std::min(asked.own.size(), kernels::kFirstAsked);
    const std::uint32_t first = likeness_of(probe, asked, first_asked);
    const bool hopeless = first < kernels::kHopeless;
    const std::uint32_t expected = hopeless ? first : likeness_of(probe, asked, asked.own.size());
    CHECK(kernels::find_likeness_scalar(question, columns) == expected);
    CHECK(kernels::find_likeness()(question, columns) == expected);
    ++(hopeless ? ended : went_on);
  }
  CHECK(ended > 10);
  CHECK(went_on > 10);
}

TEST_CASE("prints of the same finger are more alike than those of others, small ones too") {
  for (const std::size_t minutiae : {8u, 16u, 40u}) {
    CAPTURE(minutiae);
    Template print = finger_of(1, 2);
    print.minutiae.resize(std::min(minutiae, print.minutiae.size()));
    const MinutiaeQuery query(prepare(print).bytes);
    const std::uint8_t same = query.ask(prepare(impression_of(print, 3)).bytes);
    for (std::uint64_t person = 2; person < 40; ++person) {
      CHECK(query.ask(prepare(finger_of(person, 2)).bytes) < same);
    }
  }
  const MinutiaeQuery nothing(prepare(Template{}).bytes);
  CHECK(nothing.ask(prepare(finger_of(1, 2)).bytes) == 0);
  CHECK(MinutiaeQuery(prepare(finger_of(1, 2)).bytes).ask(prepare(Template{}).bytes) == 0);
}

TEST_CASE("the middle pass leaves mates whatever codes say of them, and those that are always compared") {
  const auto gallery = make_gallery(1);
  std::vector<GallerySubject> subjects;
  for (std::uint64_t person = 1; person <= 600; ++person) subjects.push_back(subject_of(person, person, 2));
  REQUIRE(gallery->append(0, subjects).ok());
  for (const std::uint64_t person : {1u, 300u, 600u}) {
    CAPTURE(person);
    const Probe probe = probe_of(person, 2);
    std::vector<Listed> listed = everybody(*gallery, 2);
    REQUIRE(listed.size() == 600);
    const std::uint64_t mate = listed[person - 1].serial;
    listed[person - 1].fingers = {};
    listed[person - 1].evidence = 0;
    const std::uint64_t always = listed[person / 2 + 10].serial;
    listed[person / 2 + 10].evidence = kAlwaysCompared;
    MiddlePass middle(probe, {});
    middle.narrow(*gallery, {30, 5}, listed);
    CHECK(middle.stopped_by() == StopReason::none);
    CHECK(listed.size() == 6);
    CHECK(std::ranges::is_sorted(listed, lies_before));
    CHECK(holds(listed, mate));
    CHECK(holds(listed, always));
    const auto best = std::ranges::max_element(
        listed, {}, [](const Listed& each) { return each.is_always() ? 0 : int{each.evidence}; });
    CHECK(best->serial == mate);
    CHECK(best->evidence == best->fingers[0] + best->fingers[1]);
  }
}

TEST_CASE("the middle pass asks nobody where all are compared, passes over the erased, and stops when it has to") {
  const auto gallery = make_gallery(1);
  std::vector<GallerySubject> subjects;
  for (std::uint64_t person = 1; person <= 100; ++person) subjects.push_back(subject_of(person, person, 1));
  REQUIRE(gallery->append(0, subjects).ok());
  const Probe probe = probe_of(50, 1);
  std::vector<Listed> listed = everybody(*gallery, 1);
  MiddlePass(probe, {}).narrow(*gallery, {100, 100}, listed);
  CHECK(listed.size() == 100);
  CHECK(std::ranges::all_of(listed, [](const Listed& each) { return each.telling == 0; }));

  REQUIRE(gallery->erase(0, std::vector<SubjectNumber>{51, 52, 53}).value() == 3);
  MiddlePass(probe, {}).narrow(*gallery, {20, 10}, listed);
  CHECK(listed.size() == 10);
  CHECK(holds(listed, everybody(*gallery, 1)[49].serial));

  const std::atomic<bool> cancelled{true};
  const StopSignal stop{.cancel = &cancelled};
  MiddlePass stopped(probe, stop);
  stopped.narrow(*gallery, {1, 1}, listed);
  CHECK(stopped.stopped_by() == StopReason::cancel);
}
