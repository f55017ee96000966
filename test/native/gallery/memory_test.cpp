// Searches all writable memory of this process for the bytes of subjects that are gone: freed segments too, not only
// those that the gallery still knows. Sanitizers move and shadow memory, so only in a plain build on Linux.
#if defined(__linux__) && !defined(RIDGELINE_SANITIZED)
#include <doctest/doctest.h>
#include <malloc.h>
#include <unistd.h>

#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <memory>

#include "gallery/overwrite.hpp"
#include "gallery/subjects.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

constexpr std::size_t kPatternBytes = 24;

// A piece of a template, kept only in disguise so that the search does not find it here.
class Pattern {
 public:
  explicit Pattern(std::span<const std::uint8_t> bytes) {
    for (std::size_t i = 0; i < kPatternBytes; ++i) disguised_[i] = static_cast<std::uint8_t>(bytes[i] ^ kDisguise);
  }

  [[nodiscard]] bool is_in_memory() const {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> maps(std::fopen("/proc/self/maps", "r"), &std::fclose);
    REQUIRE(maps != nullptr);
    std::array<char, 512> line;
    bool found = false;
    while (std::fgets(line.data(), static_cast<int>(line.size()), maps.get()) != nullptr) {
      std::uintptr_t start = 0, end = 0;
      std::array<char, 8> rights{};
      if (std::sscanf(line.data(), "%" SCNxPTR "-%" SCNxPTR " %4s", &start, &end, rights.data()) != 3) continue;
      if (std::strcmp(rights.data(), "rw-p") == 0) found = found || is_between(start, end);
    }
    return found;
  }

 private:
  static constexpr std::uint8_t kDisguise = 0x5A;

  [[nodiscard]] bool is_between(std::uintptr_t start, std::uintptr_t end) const {
    const auto* first = reinterpret_cast<const std::uint8_t*>(start);
    const auto* last = reinterpret_cast<const std::uint8_t*>(end) - kPatternBytes;
    const auto head = static_cast<std::uint8_t>(disguised_[0] ^ kDisguise);
    while ((first = static_cast<const std::uint8_t*>(
                std::memchr(first, head, static_cast<std::size_t>(last - first)))) != nullptr) {
      std::size_t same = 1;
      while (same < kPatternBytes && (first[same] ^ kDisguise) == disguised_[same]) ++same;
      if (same == kPatternBytes) return true;
      ++first;
    }
    return false;
  }

  std::array<std::uint8_t, kPatternBytes> disguised_;
};

struct Patterns {
  Pattern start;
  Pattern end;
  [[nodiscard]] bool any() const { return start.is_in_memory() || end.is_in_memory(); }
  [[nodiscard]] bool both() const { return start.is_in_memory() && end.is_in_memory(); }
};

// Appends subjects and leaves their bytes nowhere but in the gallery.
std::vector<Patterns> enrol(Gallery& gallery, SubjectNumber first, std::size_t count) {
  std::vector<Patterns> patterns;
  for (std::size_t i = 0; i < count; ++i) {
    GallerySubject subject = make_subject(first + i, 1, 3000);
    const std::span prepared(subject.prints[0].prepared);
    patterns.push_back({Pattern(prepared), Pattern(prepared.last(kPatternBytes))});
    REQUIRE(gallery.append(0, {&subject, 1}).ok());
    overwrite(subject.prints[0].prepared);
  }
  return patterns;
}

}  // namespace

namespace {

std::size_t resident_bytes() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> statm(std::fopen("/proc/self/statm", "r"), &std::fclose);
  std::size_t pages = 0, resident = 0;
  REQUIRE(std::fscanf(statm.get(), "%zu %zu", &pages, &resident) == 2);
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

TEST_CASE("the memory of half the subjects goes back to the system when they are erased") {
  constexpr std::size_t kBatch = 200;
  constexpr std::size_t kSubjects = 20 * kBatch;
  const auto gallery = make_gallery(1, 256u << 20);
  const std::size_t before = resident_bytes();
  for (SubjectNumber first = 1; first <= kSubjects; first += kBatch) {
    REQUIRE(gallery->append(0, make_subjects(first, kBatch, 4, 3000)).ok());
  }
  const std::size_t full = resident_bytes() - before;
  const std::size_t reserved = gallery->statistics().bytes;
  CHECK(full > kSubjects * 4 * 3000 * 9 / 10);
  std::vector<SubjectNumber> victims;
  for (SubjectNumber number = 1; number <= kSubjects; number += 2) victims.push_back(number);
  REQUIRE(gallery->erase(0, victims).value() == kSubjects / 2);
  CHECK(gallery->statistics().erased == 0);
  CHECK(gallery->statistics().bytes < reserved * 6 / 10);
  // Pages of two megabytes round up, and the heap keeps the little that numbers and lists took.
  CHECK(resident_bytes() - before < full * 6 / 10);
}

TEST_CASE("nothing of an erased subject or a destroyed gallery is left in the memory of the process") {
  // Freed segments stay in the heap, where the search can look at them, instead of going back to the system.
  mallopt(M_MMAP_THRESHOLD, 1 << 25);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  auto gallery = make_gallery(1);
  const auto patterns = enrol(*gallery, 90'001, 40);
  for (std::size_t i = 0; i < patterns.size(); i += 13) CHECK(patterns[i].both());

  std::vector<SubjectNumber> victims;
  for (SubjectNumber number = 90'001; number < 90'001 + 20; ++number) victims.push_back(number);
  REQUIRE(gallery->erase(0, victims).value() == 20);
  REQUIRE(gallery->statistics().erased == 0);  // rewritten
  CHECK_FALSE(patterns[0].any());
  CHECK_FALSE(patterns[19].any());
  CHECK(patterns[20].both());
  CHECK(patterns[39].both());

  gallery.reset();
  for (std::size_t i = 20; i < patterns.size(); i += 6) CHECK_FALSE(patterns[i].any());
}
#endif
