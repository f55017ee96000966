#include "match/print_code.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "match/match.hpp"
#include "synthesis/template_synthesis.hpp"

using namespace ridgeline;

namespace {

constexpr std::uint64_t kPeople = 150;

std::vector<std::uint8_t> print_of(std::uint64_t person, std::uint32_t impression) {
  return prepare(make_template(make_finger(4711, person, 2), impression, PrintKind::plain, 0.5)).bytes;
}

float deviate_of(const CodeValues& values, const CodeScale& scale, const PrintCode& code) {
  float sum = 0;
  for (std::size_t i = 0; i < kCodeBits; ++i) sum += (code[i / 8] >> i % 8 & 1) != 0 ? values[i] : -values[i];
  return (sum - scale.mean) / scale.deviation;
}

}  // namespace

TEST_CASE("twice spread is as before, so many times as there are bits") {
  match::CodeDirections along;
  for (std::size_t i = 0; i < kCodeBits; ++i) along[i] = static_cast<float>(static_cast<int>(i * 37 % 101) - 50);
  const CodeValues once = match::spread(along);
  // Every number reaches every value with weight 1 or -1.
  match::CodeDirections one{};
  one[77] = 3;
  for (const float value : match::spread(one)) CHECK(std::fabs(value) == 3);
  const CodeValues twice = match::spread(once);
  for (std::size_t i = 0; i < kCodeBits; ++i) CHECK(twice[i] == along[i] * static_cast<float>(kCodeBits));
}

TEST_CASE("codes of other fingers deviate like normal numbers, those of another impression far more") {
  std::vector<PrintCode> codes;
  for (std::uint64_t person = 0; person < kPeople; ++person) codes.push_back(make_code(print_of(person, 0)).value());
  double sum = 0;
  double squares = 0;
  double mates = 0;
  int first = 0;
  for (std::uint64_t person = 0; person < kPeople; ++person) {
    const CodeValues values = make_code_values(print_of(person, 1)).value();
    const CodeScale scale = scale_of(values);
    float most = 0;
    for (std::uint64_t other = 0; other < kPeople; ++other) {
      if (other == person) continue;
      const float deviate = deviate_of(values, scale, codes[other]);
      sum += deviate;
      squares += deviate * deviate;
      most = std::max(most, deviate);
    }
    const float mate = deviate_of(values, scale, codes[person]);
    mates += mate;
    first += mate > most ? 1 : 0;
  }
  constexpr double kOthers = kPeople * (kPeople - 1);
  CHECK(std::fabs(sum / kOthers) < 0.1);
  CHECK(std::sqrt(squares / kOthers) == doctest::Approx(1).epsilon(0.1));
  CHECK(mates / kPeople > 6);
  CHECK(first > 0.95 * kPeople);
}

TEST_CASE("a code is the same at any address, and few minutiae have none") {
  const std::vector<std::uint8_t> print = print_of(1, 0);
  std::vector<std::uint8_t> moved(1);
  moved.insert(moved.end(), print.begin(), print.end());
  CHECK(make_code(std::span(moved).subspan(1)).value() == make_code(print).value());
  Template few = make_template(make_finger(4711, 1, 2), 0, PrintKind::plain, 0.0);
  few.minutiae.resize(kMinCodedMinutiae - 1);
  CHECK_FALSE(make_code(prepare(few).bytes).has_value());
  CHECK_FALSE(make_code_values(prepare(few).bytes).has_value());
}
