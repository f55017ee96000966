// The gallery: templates of all subjects in process-wide memory, in shards of segments. Readers take a snapshot and no
// lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "match/print_code.hpp"

namespace ridgeline {

/// Number of a subject in this process's gallery: given by the caller (the store's key), never reused while enrolled.
using SubjectNumber = std::uint64_t;

/// One template of a subject as it is enrolled: what prepare() made of it, and its code for the coarse pass of searches. Without a code, or with a finger that is not known, a search does not leave the subject out for it.
struct GalleryPrint {
  std::uint8_t position = 0;
  std::vector<std::uint8_t> prepared;
  std::optional<PrintCode> code{};
};

/// A subject as it is enrolled. `system` and `owner` are small numbers that the caller keeps names for.
struct GallerySubject {
  SubjectNumber number = 0;
  std::uint16_t system = 0;
  std::uint16_t owner = 0;
  std::vector<GalleryPrint> prints;
};

/// The same as views of bytes that lie elsewhere, so that they are copied once, into the gallery.
struct GalleryPrintView {
  std::uint8_t position = 0;
  std::span<const std::uint8_t> prepared;
  std::span<const std::uint8_t> code;  ///< kCodeBytes, or none
};

struct GallerySubjectView {
  SubjectNumber number = 0;
  std::uint16_t system = 0;
  std::uint16_t owner = 0;
  std::vector<GalleryPrintView> prints;
};

[[nodiscard]] GalleryPrintView view_of(const GalleryPrint& print) noexcept;

struct GalleryStatistics {
  std::size_t shards = 0;
  std::size_t segments = 0;
  std::size_t subjects = 0;  ///< alive
  std::size_t erased = 0;    ///< dead, not yet compacted
  std::size_t prints = 0;    ///< of the living
  std::size_t bytes = 0;     ///< reserved for segments
};

class MemoryBudget;
class ReaderEpochs;
class Shard;

/// The gallery of one engine. Any thread may call any function: writers of different shards don't meet, and readers
/// (shard_reader.hpp) meet nobody. Its template bytes are overwritten when it goes.
class Gallery {
 public:
  /// `max_bytes` bounds what is reserved for segments. While a segment is rewritten its copy may exceed that for a
  /// moment. Errors: INVALID_ARGUMENT, OUT_OF_MEMORY.
  static Result<std::shared_ptr<Gallery>> create(std::size_t shards, std::size_t max_bytes);
  ~Gallery();
  Gallery(const Gallery&) = delete;
  Gallery& operator=(const Gallery&) = delete;

  /// Appends subjects to one shard: all of them or, on an error, none. Later searches see all of them, searches under
  /// way see none. A subject's number must be new in its shard; a subject that is replaced gets a new number, is
  /// appended first and then erased under the old one, so that every search sees it. Returns how many were appended.
  /// Errors: INVALID_ARGUMENT, SUBJECT_EXISTS, GALLERY_FULL, OUT_OF_MEMORY.
  Result<std::size_t> append(std::size_t shard, std::span<const GallerySubjectView> subjects);
  Result<std::size_t> append(std::size_t shard, std::span<const GallerySubject> subjects);

  /// Erases subjects of one shard. When it returns, no search sees them and their bytes are overwritten; it waits the
  /// few milliseconds until no reader holds them any more, so a thread must not call it while it reads. Returns how
  /// many of the numbers were enrolled. Errors: INVALID_ARGUMENT, OUT_OF_MEMORY (nothing was erased).
  Result<std::size_t> erase(std::size_t shard, std::span<const SubjectNumber> numbers);

  /// Figures as of each shard's last change; waits for nobody.
  [[nodiscard]] GalleryStatistics statistics() const;
  /// Living subjects of some shards, likewise.
  [[nodiscard]] std::size_t subjects_of(std::span<const std::uint16_t> shards) const noexcept;
  [[nodiscard]] std::size_t shard_count() const noexcept { return shards_.size(); }

 private:
  friend class ShardReader;
  friend class GalleryInspector;  // tests look for bytes that should be gone

  Gallery(std::size_t shards, std::size_t max_bytes);

  std::unique_ptr<ReaderEpochs> epochs_;
  std::unique_ptr<MemoryBudget> budget_;
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace ridgeline
