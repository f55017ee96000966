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

// Whom the coarse pass keeps of the first shard.
std::vector<Listed> kept_in(const Gallery& gallery, const Probe& probe) {
  const SearchOptions options;
  const CoarseProbe coarse = CoarseProbe::of(probe).value();
  CoarsePass pass(coarse, options, kLeastKept);
  ShardReader reader(gallery, 0);
  while (const auto rows = reader.next_rows()) {
    pass.start_segment(*rows);
    for (std::size_t block = 0; block < rows->segment->code_blocks(); ++block) {
      pass.add_block(rows->segment->code_block(block), *rows);
    }
    pass.end_segment(*rows, 0);
  }
  return pass.take();
}

CodeValues random_values(std::mt19937& random) {
  std::normal_distribution<float> normal;
  CodeValues values;
  for (float& value : values) value = normal(random);
  return values;
}

}  // namespace

TEST_CASE("every form of the kernel makes evidence of what tables say of codes") {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::uint8_t> codes(kernels::kCodeLanes * kernels::kCodeBytes);
    std::vector<std::uint8_t> table(2 * kernels::kNibbles * kernels::kCodeBytes);
    for (std::uint8_t& byte : codes) byte = static_cast<std::uint8_t>(round == 0 ? 255 : random());
    for (std::uint8_t& entry : table)
      entry = static_cast<std::uint8_t>(round == 0 ? kernels::kMostEntry : random() % 32);
    const kernels::CodeQuestion question{table.data(), static_cast<std::uint16_t>(random() % 2200),
                                         static_cast<std::uint16_t>(round < 2 ? 65535 : random() % 65536)};
    std::array<unsigned, kernels::kCodeLanes> sums{};
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const std::size_t byte = i / kernels::kCodeLanes;
      sums[i % kernels::kCodeLanes] += table[byte * 32 + codes[i] % 16] + table[byte * 32 + 16 + codes[i] / 16];
    }
    std::array<std::uint8_t, kernels::kCodeLanes> expected{};
    for (std::size_t lane = 0; lane < expected.size(); ++lane) {
      const double above = std::max(0.0, static_cast<double>(sums[lane]) - question.usual);
      expected[lane] = static_cast<std::uint8_t>(std::min(255.0, std::floor(above * question.scale / 65536)));
    }
    std::vector<kernels::AskCodes*> forms = {&kernels::ask_codes_scalar, kernels::ask_codes()};
    for (kernels::AskCodes* form : forms) {
      std::array<std::uint8_t, kernels::kCodeLanes> evidence{};
      form(codes.data(), question, evidence.data());
      CHECK(evidence == expected);
    }
  }
}

TEST_CASE("a query's evidence is what the sum of its values with the signs of codes has above the usual") {
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
      const float deviate = (sum - scale.mean) / scale.deviation;
      expected[lane] = std::clamp((deviate - kUsualDeviate) * kEvidencePerDeviate, 0.0f, 255.0f);
    }
    std::array<std::uint8_t, kernels::kCodeLanes> evidence{};
    CodeQuery(values).ask(codes.data(), evidence.data());
    for (std::size_t lane = 0; lane < kernels::kCodeLanes; ++lane) {
      // Of 128 numbers rounded to 1/31 of the widest.
      CHECK(std::abs(static_cast<float>(evidence[lane]) - expected[lane]) < 0.4f * kEvidencePerDeviate);
    }
    CHECK(std::ranges::max_element(evidence) == evidence.begin());
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

    const auto kept = kept_in(*gallery, probe);
    CHECK(kept.size() == kLeastKept);
    const auto listed = [&](const Listed& subject) { return subject.serial == person; };  // in the order of enrolment
    CHECK(std::ranges::count_if(kept, listed) == 1);
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
