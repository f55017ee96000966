// The gallery: templates of all subjects in process-wide memory, in shards of segments. Readers take a snapshot and no lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace ridgeline {

/// Number of a subject in this process's gallery: given by the caller (the store's key), never reused while enrolled.
using SubjectNumber = std::uint64_t;

/// One template of a subject as it is enrolled: its packed form and what prepare() made of it.
struct GalleryPrint {
  std::uint8_t position = 0;
  std::vector<std::uint8_t> packed;
  std::vector<std::uint8_t> prepared;
};

/// A subject as it is enrolled. `system` and `owner` are small numbers that the caller keeps names for.
struct GallerySubject {
  SubjectNumber number = 0;
  std::uint16_t system = 0;
  std::uint16_t owner = 0;
  std::vector<GalleryPrint> prints;
};

struct GalleryStatistics {
  std::size_t shards = 0;
  std::size_t segments = 0;
  std::size_t subjects = 0;  ///< alive
  std::size_t erased = 0;    ///< dead, not yet compacted
  std::size_t prints = 0;    ///< of the living
  std::size_t bytes = 0;     ///< reserved for segments
};

}  // namespace ridgeline
