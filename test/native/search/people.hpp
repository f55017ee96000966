// People for search tests: random minutiae, and new impressions of the same fingers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "gallery/gallery.hpp"
#include "match/match.hpp"
#include "search/search.hpp"

namespace ridgeline::test {

/// The minutiae of one finger of one person.
inline Template finger_of(std::uint64_t person, std::uint8_t position) {
  std::mt19937_64 random(person * 16 + position);
  Template print{.position = position, .impression = 0, .quality = 60, .width = 320, .height = 400, .minutiae = {}};
  for (std::size_t i = 26 + random() % 12; i > 0; --i) {
    print.minutiae.push_back({.x = static_cast<std::uint16_t>(160 + random() % 2240),
                              .y = static_cast<std::uint16_t>(160 + random() % 2880),
                              .angle = static_cast<std::uint8_t>(random()),
                              .type = random() % 2 == 0 ? MinutiaType::ending : MinutiaType::bifurcation,
                              .quality = static_cast<std::uint8_t>(40 + random() % 60)});
  }
  return print;
}

/// Another impression of a print: minutiae moved by up to a pixel, some of them missing.
inline Template impression_of(Template print, std::uint64_t impression) {
  std::mt19937_64 random(impression);
  std::erase_if(print.minutiae, [&](const Minutia&) { return random() % 6 == 0; });
  for (Minutia& minutia : print.minutiae) {
    minutia.x = static_cast<std::uint16_t>(minutia.x + random() % 17 - 8);
    minutia.y = static_cast<std::uint16_t>(minutia.y + random() % 17 - 8);
    minutia.angle = static_cast<std::uint8_t>(minutia.angle + random() % 7 - 3);
  }
  return print;
}

inline GalleryPrint enrolled(const Template& print) {
  GalleryPrint out{.position = print.position, .prepared = prepare(print).bytes};
  out.code = make_code(out.prepared);
  return out;
}

/// A person enrolled under a number with the fingers 1 to `fingers`.
inline GallerySubject subject_of(std::uint64_t person, SubjectNumber number, std::uint8_t fingers,
                                 std::uint16_t system = 1, std::uint16_t owner = 1) {
  GallerySubject subject{.number = number, .system = system, .owner = owner, .prints = {}};
  for (std::uint8_t position = 1; position <= fingers; ++position) {
    subject.prints.push_back(enrolled(finger_of(person, position)));
  }
  return subject;
}

/// A new capture of the fingers 1 to `fingers` of a person.
inline Probe probe_of(std::uint64_t person, std::uint8_t fingers) {
  std::vector<ProbePrint> prints;
  for (std::uint8_t position = 1; position <= fingers; ++position) {
    prints.push_back({position, prepare(impression_of(finger_of(person, position), 1))});
  }
  return Probe::create(prints).value();
}

inline std::shared_ptr<Gallery> make_gallery(std::size_t shards) {
  return Gallery::create(shards, std::size_t{1} << 30).value();
}

inline void enrol(Gallery& gallery, const GallerySubject& subject) {
  static_cast<void>(gallery.append(subject.number % gallery.shard_count(), {&subject, 1}).value());
}

inline std::vector<std::uint16_t> all_shards(const Gallery& gallery) {
  std::vector<std::uint16_t> shards;
  for (std::size_t i = 0; i < gallery.shard_count(); ++i) shards.push_back(static_cast<std::uint16_t>(i));
  return shards;
}

inline std::vector<SubjectNumber> numbers_of(const SearchResult& result) {
  std::vector<SubjectNumber> numbers;
  for (const Candidate& candidate : result.candidates) numbers.push_back(candidate.number);
  return numbers;
}

}  // namespace ridgeline::test
