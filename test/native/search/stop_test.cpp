// Searches that are stopped, and searches beside writers.
#include <doctest/doctest.h>
#include <pthread.h>
#include <time.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <thread>

#include "base/limits.hpp"
#include "search/cancellation.hpp"
#include "search/people.hpp"

using namespace ridgeline;
using namespace ridgeline::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kSubjects = 3000;

// A search that takes long: a probe of forty prints of unknown finger, a hundred thousand and more comparisons.
struct LongSearch {
  LongSearch() : gallery(make_gallery(1)), probe(Probe::create(unknown_prints()).value()) {
    const GallerySubject person = subject_of(1, 1, 5);
    std::vector<GallerySubject> subjects(kSubjects, person);
    for (std::size_t i = 0; i < kSubjects; ++i) subjects[i].number = i + 1;
    static_cast<void>(gallery->append(0, subjects).value());
  }

  [[nodiscard]] SearchResult run(const StopSignal& stop) const {
    return search_shards(*gallery, all_shards(*gallery), probe, {.stop = stop}).value();
  }

  static std::vector<ProbePrint> unknown_prints() {
    const PreparedPrint print = prepare(finger_of(2, 1));
    return std::vector<ProbePrint>(40, {0, print});
  }

  std::shared_ptr<Gallery> gallery;
  Probe probe;
};

// The processor time that a thread has used: other work of the machine does not count.
std::chrono::nanoseconds processor_time(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

#if defined(RIDGELINE_SANITIZED)
constexpr auto kMostWorkAfterStop = 100ms;  // all is some twenty times as slow
#else
constexpr auto kMostWorkAfterStop = 5ms;
#endif

}  // namespace

TEST_CASE("a raised flag stops a search at once and the result says so") {
  const LongSearch search;
  const CancelNumber number = create_cancellation().value();
  const auto flag = find_cancellation(number).value();
  clockid_t searcher{};
  REQUIRE(pthread_getcpuclockid(pthread_self(), &searcher) == 0);
  std::chrono::nanoseconds raised{};
  std::thread caller([&] {
    std::this_thread::sleep_for(20ms);
    static_cast<void>(raise_cancellation(number).value());
    raised = processor_time(searcher);
  });
  const SearchResult result = search.run({.cancel = flag.get(), .deadline = kNoDeadline});
  const std::chrono::nanoseconds returned = processor_time(searcher);
  caller.join();
  CHECK(result.stopped_by == StopReason::cancel);
  CHECK_FALSE(result.complete());
  CHECK(result.searched < kSubjects);
  CHECK(returned - raised < kMostWorkAfterStop);

  // Raised before: nothing is searched.
  CHECK(search.run({.cancel = flag.get(), .deadline = kNoDeadline}).searched == 0);
  CHECK(release_cancellation(number).ok());
}

TEST_CASE("a deadline stops a search and the result keeps what was found") {
  const LongSearch search;
  const auto started = std::chrono::steady_clock::now();
  const SearchResult result = search.run({.cancel = nullptr, .deadline = started + 50ms});
  CHECK(result.stopped_by == StopReason::deadline);
  CHECK(std::chrono::steady_clock::now() - started >= 50ms);
  CHECK(std::chrono::steady_clock::now() - started < 300ms);
  CHECK(result.searched < kSubjects);
  CHECK(search.run({.cancel = nullptr, .deadline = started}).searched == 0);
}

TEST_CASE("a search stops within a subject too") {
  // Forty prints against eighty of unknown finger: 3200 comparisons with the only subject.
  const auto gallery = make_gallery(1);
  GallerySubject subject = subject_of(1, 1, 1);
  subject.prints.resize(limits::kMaxTemplatesPerSubject, subject.prints[0]);
  enrol(*gallery, subject);
  const Probe probe = Probe::create(std::vector<ProbePrint>(80, {0, prepare(finger_of(2, 1))})).value();
  const StopSignal stop{.cancel = nullptr, .deadline = std::chrono::steady_clock::now() + 1ms};
  const SearchResult result = search_shards(*gallery, all_shards(*gallery), probe, {.stop = stop}).value();
  CHECK(result.stopped_by == StopReason::deadline);
  CHECK(result.searched == 0);
  CHECK(result.candidates.empty());
}

TEST_CASE("a deadline on the wall clock") {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const double now_ms = Milliseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  const auto left = deadline_at(now_ms + 5000) - std::chrono::steady_clock::now();
  CHECK(left > 3s);
  CHECK(left < 7s);
  const Deadline past[] = {deadline_at(now_ms - 1), deadline_at(-std::numeric_limits<double>::infinity())};
  for (const Deadline deadline : past) CHECK(deadline <= std::chrono::steady_clock::now());
  CHECK(deadline_at(std::numeric_limits<double>::infinity()) == kNoDeadline);
  CHECK(deadline_at(std::numeric_limits<double>::quiet_NaN()) == kNoDeadline);
  CHECK(deadline_at(1e300) == kNoDeadline);
}

TEST_CASE("cancel flags are numbered, shared and outlive their number") {
  const CancelNumber first = create_cancellation().value();
  const CancelNumber second = create_cancellation().value();
  CHECK(first != second);
  const auto flag = find_cancellation(first).value();
  CHECK_FALSE(flag->load());
  CHECK(raise_cancellation(first).ok());
  CHECK(flag->load());
  CHECK_FALSE(find_cancellation(second).value()->load());
  CHECK(release_cancellation(first).ok());
  CHECK(flag->load());
  CHECK(find_cancellation(first).error().code == ErrorCode::INVALID_HANDLE);
  CHECK(raise_cancellation(first).error().code == ErrorCode::INVALID_HANDLE);
  CHECK(release_cancellation(first).error().code == ErrorCode::INVALID_HANDLE);
  CHECK(release_cancellation(second).ok());
}

TEST_CASE("writers go on beside a long search") {
  const LongSearch search;
  std::atomic<bool> cancel{false};
  std::atomic<bool> searching{false};
  SearchResult result;
  std::thread searcher([&] {
    searching = true;
    result = search.run({.cancel = &cancel, .deadline = kNoDeadline});
    searching = false;
  });
  while (!searching) std::this_thread::yield();
  std::this_thread::sleep_for(20ms);
  std::size_t erased = 0;
  for (SubjectNumber number = kSubjects; number > kSubjects - 20; --number) {
    const SubjectNumber victims[] = {number};
    erased += search.gallery->erase(0, victims).value();
    enrol(*search.gallery, subject_of(3, 100'000 + number, 1));
  }
  // All that was done while the search was under way.
  CHECK(searching);
  cancel = true;
  searcher.join();
  CHECK(erased == 20);
  CHECK(result.stopped_by == StopReason::cancel);
}

TEST_CASE("a search that runs while others write finds who was there all the time") {
  const auto gallery = make_gallery(2);
  for (std::uint64_t person = 1; person <= 60; ++person) enrol(*gallery, subject_of(person, person, 2));
  std::atomic<bool> finished{false};
  std::thread writer([&] {
    for (SubjectNumber number = 1000; number < 1150; ++number) {
      enrol(*gallery, subject_of(number % 5 + 100, number, 2));
      const SubjectNumber victims[] = {number - 20};
      static_cast<void>(gallery->erase((number - 20) % 2, victims).value());
    }
    finished = true;
  });
  const Probe probe = probe_of(33, 2);
  do {
    const SearchResult result = search_shards(*gallery, all_shards(*gallery), probe, {}).value();
    CHECK(result.complete());
    CHECK(result.searched >= 60);
    REQUIRE_FALSE(result.candidates.empty());
    CHECK(result.candidates[0].number == 33);
  } while (!finished);
  writer.join();
}
