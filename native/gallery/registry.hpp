// The galleries of this process by number, so that any worker thread can use one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/error.hpp"
#include "gallery/gallery.hpp"

namespace ridgeline {

using GalleryNumber = std::uint64_t;

/// Errors: as Gallery::create, and OUT_OF_MEMORY beyond kMaxGalleries.
Result<GalleryNumber> create_gallery(std::size_t shards, std::size_t max_bytes);

/// The gallery lives at least as long as the pointer returned. Errors: INVALID_HANDLE.
Result<std::shared_ptr<Gallery>> find_gallery(GalleryNumber number);

/// Forgets the number. The template bytes are overwritten at once, or by the last thread that still searches the
/// gallery. Returns the number. Errors: INVALID_HANDLE.
Result<GalleryNumber> destroy_gallery(GalleryNumber number);

}  // namespace ridgeline
