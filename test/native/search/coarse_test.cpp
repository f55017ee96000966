#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "search/coarse_pass.hpp"
#include "search/code_query.hpp"
#include "search/parameters.hpp"
#include "search/people.hpp"
#include "simd/isa.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

// So many that the coarse pass has to leave most of them out.
std::shared_ptr<Gallery> large_gallery(std::uint64_t people, std::uint8_t fingers) {
  const auto gallery = make_gallery(1);
  std::vector<GallerySubject> subjects;
  for (std::uint64_t person = 1; person <= people; ++person) subjects.push_back(subject_of(person, person, fingers));
  REQUIRE(gallery->append(0, subjects).ok());
  return gallery;
}

CodeValues random_values(std::mt19937& random) {
  std::normal_distribution<float> normal;
  CodeValues values;
  for (float& value : values) value = normal(random);
  return values;
}

}  // namespace

TEST_CASE("every form of the kernel sums what tables say of codes") {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::uint8_t> codes(kernels::kCodeLanes * kernels::kCodeBytes);
    std::vector<std::uint8_t> table(2 * kernels::kNibbles * kernels::kCodeBytes);
    for (std::uint8_t& byte : codes) byte = static_cast<std::uint8_t>(round == 0 ? 255 : random());
    for (std::uint8_t& entry : table)
      entry = static_cast<std::uint8_t>(round == 0 ? kernels::kMostEntry : random() % 32);
    std::array<unsigned, kernels::kCodeLanes> expected{};
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const std::size_t byte = i / kernels::kCodeLanes;
      expected[i % kernels::kCodeLanes] += table[byte * 32 + codes[i] % 16] + table[byte * 32 + 16 + codes[i] / 16];
    }
    std::vector<kernels::SumCodes*> forms = {&kernels::sum_codes_scalar, kernels::sum_codes()};
    for (kernels::SumCodes* form : forms) {
      std::array<std::uint16_t, kernels::kCodeLanes> sums{};
      form(codes.data(), table.data(), sums.data());
      CHECK(std::ranges::equal(sums, expected));
    }
  }
}

TEST_CASE("a query's deviates are the sums of its values with the signs of codes") {
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    const CodeValues values = random_values(random);
    const CodeScale scale = scale_of(values);
    std::vector<std::uint8_t> codes(kernels::kCodeLanes * kCodeBytes);
    std::array<float, kernels::kCodeLanes> expected{};
    for (std::size_t lane = 0; lane < kernels::kCodeLanes; ++lane) {
      const CodeValues other = random_values(random);
      const PrintCode code = code_of(lane == 0 ? values : other);
      for (std::size_t i = 0; i < kCodeBytes; ++i) codes[i * kernels::kCodeLanes + lane] = code[i];
      float sum = 0;
      for (std::size_t i = 0; i < kCodeBits; ++i) sum += (code[i / 8] >> i % 8 & 1) != 0 ? values[i] : -values[i];
      expected[lane] = (sum - scale.mean) / scale.deviation;
    }
    std::array<float, kernels::kCodeLanes> deviates{};
    CodeQuery(values).ask(codes.data(), deviates);
    for (std::size_t lane = 0; lane < kernels::kCodeLanes; ++lane) {
      CHECK(std::abs(deviates[lane] - expected[lane]) < 0.4f);  // of 128 numbers rounded to 1/31 of the widest
    }
    CHECK(std::ranges::max_element(deviates) == deviates.begin());
  }
}

TEST_CASE("the coarse pass keeps mates, counts everybody and leaves most of them out") {
  const auto gallery = large_gallery(1200, 2);
  for (const std::uint64_t person : {1u, 77u, 600u, 1199u}) {
    CAPTURE(person);
    const Probe probe = probe_of(person, 2);
    const SearchResult quick = search_shards(*gallery, all_shards(*gallery), probe, {}).value();
    const SearchResult full = search_shards(*gallery, all_shards(*gallery), probe, {.exhaustive = true}).value();
    CHECK(quick.searched == 1200);
    CHECK(full.searched == 1200);
    REQUIRE_FALSE(quick.candidates.empty());
    CHECK(quick.candidates[0].number == person);
    CHECK(quick.candidates[0].score_db == full.candidates[0].score_db);

    ShardReader reader(*gallery, 0);
    SearchResult counted;
    const SearchOptions options;
    const CoarseProbe coarse = CoarseProbe::of(probe).value();
    const auto kept = CoarsePass(coarse, options).run(reader, counted);
    CHECK(kept.size() == kLeastKept);
    CHECK(kept[0] == person);  // serials follow the order of enrolment
  }
}

TEST_CASE("nobody is left out for prints that codes say nothing of") {
  const auto gallery = large_gallery(300, 1);
  GallerySubject unknown = subject_of(5000, 5000, 1);
  unknown.prints[0].position = 0;
  GallerySubject uncoded = subject_of(5001, 5001, 1);
  uncoded.prints[0].code.reset();
  REQUIRE(gallery->append(0, std::vector{unknown, uncoded}).ok());
  for (const std::uint64_t person : {5000u, 5001u}) {
    const auto found = search_shards(*gallery, all_shards(*gallery), probe_of(person, 1), {}).value();
    REQUIRE_FALSE(found.candidates.empty());
    CHECK(found.candidates[0].number == person);
  }
  // A probe of unknown finger is compared with everybody.
  const Probe anywhere = Probe::create({{{0, prepare(impression_of(finger_of(250, 1), 1))}}}).value();
  const auto found = search_shards(*gallery, all_shards(*gallery), anywhere, {}).value();
  REQUIRE_FALSE(found.candidates.empty());
  CHECK(found.candidates[0].number == 250);
  CHECK_FALSE(CoarseProbe::of(anywhere).has_value());
}

TEST_CASE("codes survive the erasure of neighbours and the rewriting of their segment") {
  const auto gallery = large_gallery(1000, 1);
  std::vector<SubjectNumber> erased;
  for (SubjectNumber number = 1; number <= 1000; ++number) {
    if (number % 3 != 0) erased.push_back(number);
  }
  CHECK(gallery->erase(0, erased).value() == erased.size());
  for (const std::uint64_t person : {3u, 333u, 999u}) {
    const auto found = search_shards(*gallery, all_shards(*gallery), probe_of(person, 1), {}).value();
    CHECK(found.searched == 333);
    REQUIRE_FALSE(found.candidates.empty());
    CHECK(found.candidates[0].number == person);
  }
  const auto gone = search_shards(*gallery, all_shards(*gallery), probe_of(4, 1), {.min_score_db = 60}).value();
  CHECK(gone.candidates.empty());
}

TEST_CASE("filters hold in the coarse pass") {
  const auto gallery = make_gallery(1);
  std::vector<GallerySubject> subjects;
  for (std::uint64_t person = 1; person <= 400; ++person) {
    subjects.push_back(subject_of(person, person, 1, static_cast<std::uint16_t>(person % 2)));
  }
  REQUIRE(gallery->append(0, subjects).ok());
  const std::vector<std::uint16_t> odd = {1};
  const auto found = search_shards(*gallery, all_shards(*gallery), probe_of(7, 1), {.systems = Permitted(odd)}).value();
  CHECK(found.searched == 200);
  CHECK(found.candidates[0].number == 7);
  const auto other =
      search_shards(*gallery, all_shards(*gallery), probe_of(8, 1), {.systems = Permitted(odd), .min_score_db = 60})
          .value();
  CHECK(other.candidates.empty());
}
