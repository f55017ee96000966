// Looks into the memory of a gallery for bytes that should be gone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>

#include "gallery/shard.hpp"

namespace ridgeline {

class GalleryInspector {
 public:
  /// Whether a pattern stands anywhere in the segments of a gallery, used or not.
  static bool holds(const Gallery& gallery, std::span<const std::uint8_t> pattern) {
    const std::boyer_moore_horspool_searcher searcher(pattern.begin(), pattern.end());
    for (const auto& shard : gallery.shards_) {
      for (const auto& segment : shard->segments_) {
        const std::span<std::uint8_t> memory = segment->memory_.span();
        if (std::search(memory.begin(), memory.end(), searcher) != memory.end()) return true;
      }
    }
    return false;
  }
};

}  // namespace ridgeline
