#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>

#include "search/coarse_pass.hpp"
#include "search/code_query.hpp"
#include "search/kernels/code_distances.hpp"
#include "search/parameters.hpp"
#include "search/people.hpp"
#include "search/shared_questions.hpp"
#include "simd/isa.hpp"
#include "synthesis/template_synthesis.hpp"

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

// Whom the coarse passes of probes, which read the first shard together, keep of it.
std::vector<std::vector<Listed>> kept_together(const Gallery& gallery, std::span<const Probe* const> probes,
                                               std::size_t most, std::size_t candidates = 10) {
  const SearchOptions options{.max_candidates = candidates};
  std::deque<CoarseProbe> coarse;
  std::deque<CoarsePass> passes;
  std::vector<CoarsePass*> running;
  for (const Probe* probe : probes) {
    coarse.push_back(CoarseProbe::of(*probe).value());
    running.push_back(&passes.emplace_back(coarse.back(), options, most));
  }
  ShardReader reader(gallery, 0);
  while (const auto rows = reader.next_rows()) {
    read_codes_of(*rows, running);
    for (CoarsePass* pass : running) pass->end_segment(*rows, 0);
  }
  std::vector<std::vector<Listed>> kept;
  for (CoarsePass& pass : passes) kept.push_back(pass.take());
  return kept;
}

std::vector<Listed> kept_in(const Gallery& gallery, const Probe& probe) {
  const Probe* const probes[] = {&probe};
  return kept_together(gallery, probes, kept_of(gallery.statistics().subjects, probe.prints().size(), 1)).front();
}

CodeValues random_values(std::mt19937& random) {
  std::normal_distribution<float> normal;
  CodeValues values;
  for (float& value : values) value = normal(random);
  return values;
}

}  // namespace

TEST_CASE("every form of the kernel makes evidence of what tables say of codes, for any number of questions") {
  constexpr std::size_t kMost = 13;
  constexpr std::size_t kTableBytes = 2 * kernels::kNibbles * kernels::kCodeBytes;
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::uint8_t> codes(kernels::kCodeLanes * kernels::kCodeBytes);
    std::vector<std::uint8_t> tables(kMost * kTableBytes);
    for (std::uint8_t& byte : codes) byte = static_cast<std::uint8_t>(round == 0 ? 255 : random());
    for (std::uint8_t& entry : tables) {
      entry = static_cast<std::uint8_t>(round == 0 ? kernels::kMostEntry : random() % 32);
    }
    std::vector<kernels::CodeQuestion> questions;
    std::vector<std::uint8_t> expected;
    for (std::size_t q = 0; q < kMost; ++q) {
      const std::uint8_t* const table = tables.data() + q * kTableBytes;
      questions.push_back({table, static_cast<std::uint16_t>(random() % 2200),
                           static_cast<std::uint16_t>(round < 2 ? 65535 : random() % 65536)});
      for (std::size_t lane = 0; lane < kernels::kCodeLanes; ++lane) {
        unsigned sum = 0;
        for (std::size_t byte = 0; byte < kernels::kCodeBytes; ++byte) {
          const unsigned code = codes[byte * kernels::kCodeLanes + lane];
          sum += table[byte * 32 + code % 16] + table[byte * 32 + 16 + code / 16];
        }
        const double above = std::max(0.0, static_cast<double>(sum) - questions[q].usual);
        expected.push_back(static_cast<std::uint8_t>(std::min(255.0, std::floor(above * questions[q].scale / 65536))));
      }
    }
    for (kernels::AskCodes* form : {&kernels::ask_codes_scalar, kernels::ask_codes()}) {
      for (std::size_t count = 1; count <= kMost; ++count) {
        std::vector<std::uint8_t> evidence(expected.size(), 0xAA);
        form(codes.data(), codes.data(), questions.data(), count, evidence.data());
        const auto end = static_cast<std::ptrdiff_t>(count * kernels::kCodeLanes);
        CHECK(std::equal(evidence.begin(), evidence.begin() + end, expected.begin()));
        CHECK(std::all_of(evidence.begin() + end, evidence.end(), [](std::uint8_t byte) { return byte == 0xAA; }));
      }
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
    const CodeQuery query(values);
    const kernels::CodeQuestion question = query.question();
    kernels::ask_codes()(codes.data(), codes.data(), &question, 1, evidence.data());
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
    // Codes of two fingers, and what is free in their blocks.
    CHECK(quick.codes_asked >= 2 * 1200);
    CHECK(quick.codes_asked < 2 * (1200 + gallery->statistics().segments * kBlockLanes));
    CHECK(full.codes_asked == 0);

    const auto kept = kept_in(*gallery, probe);
    CHECK(kept.size() == kept_of(1200, 2, 10));
    CHECK(kept.size() < 1200);
    const auto listed = [&](const Listed& subject) { return subject.serial == person; };  // in the order of enrolment
    CHECK(std::ranges::count_if(kept, listed) == 1);
  }
}

TEST_CASE("passes that read together keep whom they would keep alone") {
  const auto gallery = large_gallery(500, 2);
  const Probe both = probe_of(7, 2);
  const Probe one = probe_of(300, 1);
  const Probe twice = Probe::create({{{1, prepare(impression_of(finger_of(9, 1), 1))},
                                      {1, prepare(impression_of(finger_of(9, 1), 2))}}})
                          .value();
  std::vector<const Probe*> probes = {&both, &one, &twice, &one, &both, &twice, &both, &one, &one};
  const auto kept = kept_together(*gallery, probes, kLeastKept);
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const auto alone = kept_together(*gallery, {&probes[i], 1}, kLeastKept).front();
    REQUIRE(kept[i].size() == alone.size());
    for (std::size_t k = 0; k < alone.size(); ++k) {
      CHECK(kept[i][k].serial == alone[k].serial);
      CHECK(kept[i][k].fingers == alone[k].fingers);
    }
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

TEST_CASE("who has few of the probe's fingers is kept among people who have all of them") {
  constexpr std::uint64_t kSeed = 12;
  constexpr std::uint64_t kPeople = 300;
  const auto print_of = [](std::uint64_t person, std::uint8_t position, std::uint32_t impression) {
    return make_template(make_finger(kSeed, person, position), impression, PrintKind::plain, 1.0);
  };
  const auto has_few = [](std::uint64_t person) { return person % 10 == 0; };
  const auto gallery = make_gallery(1);
  std::vector<GallerySubject> subjects;
  for (std::uint64_t person = 1; person <= kPeople; ++person) {
    GallerySubject& subject =
        subjects.emplace_back(GallerySubject{.number = person, .system = 1, .owner = 1, .prints = {}});
    for (std::uint8_t position = 1; position <= 10; ++position) {
      if (!has_few(person) || position == 2 || position == 7) {
        subject.prints.push_back(enrolled(print_of(person, position, 0)));
      }
    }
  }
  REQUIRE(gallery->append(0, subjects).ok());
  int kept = 0;
  for (std::uint64_t person = 10; person <= kPeople; person += 10) {
    std::vector<ProbePrint> prints;
    for (std::uint8_t position = 1; position <= 10; ++position) {
      prints.push_back({position, prepare(print_of(person, position, 1))});
    }
    const auto listed = kept_in(*gallery, Probe::create(prints).value());
    kept += static_cast<int>(std::ranges::count(listed, person, &Listed::serial));
  }
  CHECK(kept >= 28);  // of 30
}

namespace {

/// What a query says of one code, from 1 on.
std::uint8_t said_of(const CodeQuery& query, const PrintCode& code) {
  std::vector<std::uint8_t> block(kBlockLanes * kCodeBytes);
  for (std::size_t byte = 0; byte < kCodeBytes; ++byte) block[byte * kBlockLanes] = code[byte];
  std::array<std::uint8_t, kBlockLanes> evidence;
  const kernels::CodeQuestion question = query.question();
  kernels::ask_codes_scalar(block.data(), block.data(), &question, 1, evidence.data());
  return std::max<std::uint8_t>(evidence[0], 1);
}

/// What the fingers of a subject say, added up one by one: those that everybody is asked, and all where one of these is missing.
Listed plain_evidence(const CoarseProbe& probe, const GallerySubject& subject) {
  Listed out;
  std::size_t asked = 0;
  std::size_t missing = 0;
  const auto code_of_finger = [&](std::uint8_t position) -> std::optional<PrintCode> {
    for (const GalleryPrint& print : subject.prints) {
      if (print.position == position) return print.code;
    }
    return std::nullopt;
  };
  for (std::uint8_t position = 1; position <= kFingerCount; ++position) {
    asked += probe.asks_everybody(position) ? 1 : 0;
    missing += probe.asks_everybody(position) && !code_of_finger(position) ? 1 : 0;
  }
  std::size_t there = 0;
  for (std::uint8_t position = 1; position <= kFingerCount; ++position) {
    const std::optional<PrintCode> code = code_of_finger(position);
    if (!code || (missing == 0 && !probe.asks_everybody(position))) continue;
    for (const CodeQuery& query : probe.queries(position)) {
      out.fingers[position - 1u] = std::max(out.fingers[position - 1u], said_of(query, *code));
    }
    there += probe.queries(position).empty() ? 0 : 1;
    out.evidence = static_cast<std::int16_t>(out.evidence + out.fingers[position - 1u]);
  }
  const auto still_missing = static_cast<float>(asked - std::min(asked, there));
  if (there > 0)
    out.evidence = static_cast<std::int16_t>(out.evidence + still_missing * kMissingDeviate * kEvidencePerDeviate);
  return out;
}

}  // namespace

TEST_CASE("what codes say of people with any fingers is what adding them up one by one says") {
  std::mt19937 random(3);
  constexpr std::uint64_t kPeople = 400;
  for (const bool all_ten : {true, false}) {
    const auto gallery = make_gallery(1);
    std::vector<GallerySubject> subjects;
    for (std::uint64_t person = 1; person <= kPeople; ++person) {
      GallerySubject& subject = subjects.emplace_back(subject_of(person, person, 10));
      const std::uint32_t some = all_ten ? 0 : random() % 4;
      std::erase_if(subject.prints, [&](const GalleryPrint& print) {
        return some == 3 ? print.position % 5 != 2 : some > 0 && random() % 4 < some;
      });
    }
    REQUIRE(gallery->append(0, subjects).ok());
    std::vector<SubjectNumber> erased;
    for (SubjectNumber number = 7; number <= kPeople; number += 7) erased.push_back(number);
    REQUIRE(gallery->erase(0, erased).value() == erased.size());

    std::vector<ProbePrint> few;
    for (const std::uint8_t position : std::array<std::uint8_t, 3>{2, 4, 7}) {
      few.push_back({position, prepare(impression_of(finger_of(50, position), 1))});
    }
    std::vector<ProbePrint> rolled_too;
    for (std::uint8_t position = 1; position <= 20; ++position) {
      const auto finger = static_cast<std::uint8_t>((position - 1) % 10 + 1);
      rolled_too.push_back({finger, prepare(impression_of(finger_of(51, finger), position))});
    }
    const Probe probes[] = {probe_of(49, 10), Probe::create(few).value(), Probe::create(rolled_too).value()};
    const Probe* const together[] = {&probes[0], &probes[1], &probes[2]};
    const auto kept = kept_together(*gallery, together, kPeople, kPeople);
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const CoarseProbe coarse = CoarseProbe::of(probes[i]).value();
      std::size_t always = 0;
      for (const Listed& listed : kept[i]) {
        always += listed.is_always() ? 1 : 0;
        if (listed.is_always()) continue;
        CAPTURE(listed.serial);
        const Listed expected = plain_evidence(coarse, subjects[listed.serial - 1]);
        CHECK(listed.evidence == expected.evidence);
        CHECK(listed.fingers == expected.fingers);
      }
      CHECK(kept[i].size() == kPeople - erased.size());
      CHECK(always < kPeople / 10);
    }
  }
}

TEST_CASE("everybody is asked the five fingers of a probe that tell most, of usual ones before others") {
  const auto asked_of = [](const CoarseProbe& probe) {
    std::vector<int> asked;
    for (std::uint8_t position = 1; position <= kFingerCount; ++position) {
      if (probe.asks_everybody(position)) asked.push_back(position);
    }
    return asked;
  };
  CHECK(asked_of(CoarseProbe::of(probe_of(1, 4)).value()) == std::vector{1, 2, 3, 4});
  std::vector<ProbePrint> prints;
  for (std::uint8_t position = 1; position <= 10; ++position) {
    Template print = finger_of(1, position == 1 ? 1 : 2);
    // Eight minutiae say less than thirty.
    if (position == 6) print.minutiae.resize(8);
    prints.push_back({position, prepare(print)});
  }
  const std::vector<int> asked = asked_of(CoarseProbe::of(Probe::create(prints).value()).value());
  CHECK(asked == std::vector{1, 2, 3, 4, 7});
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

TEST_CASE("every form of the kernel finds the code that differs in the fewest bits") {
  std::mt19937_64 random(4);
  std::vector<std::uint64_t> codes(9 * kernels::kCodeWords);
  for (int round = 0; round < 50; ++round) {
    std::array<std::uint64_t, kernels::kCodeWords> code;
    for (std::uint64_t& word : code) word = random();
    for (std::uint64_t& word : codes) word = round == 0 ? 0 : random();
    if (round == 0) code.fill(~std::uint64_t{0});
    std::uint64_t expected = kCodeBits;
    for (std::size_t at = 0; at < codes.size(); at += code.size()) {
      std::size_t differing = 0;
      for (std::size_t bit = 0; bit < kCodeBits; ++bit) {
        differing += (code[bit / 64] ^ codes[at + bit / 64]) >> bit % 64 & 1;
      }
      expected = std::min<std::uint64_t>(expected, differing);
    }
    CHECK(kernels::least_distance_scalar(code.data(), codes.data(), 9) == expected);
    CHECK(kernels::least_distance()(code.data(), codes.data(), 9) == expected);
  }
}
