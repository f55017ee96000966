// Galleries across the boundary: they belong to the process and are named by number, so that every worker thread can use
// them. Searches are in search.cpp.
#pragma once

#include <napi.h>

#include <memory>

#include "addon/convert.hpp"
#include "gallery/gallery.hpp"

namespace ridgeline::addon {

/// The gallery of a number. Throws INVALID_HANDLE where it was destroyed or never was.
[[nodiscard]] std::shared_ptr<Gallery> read_gallery(const Argument& number);

/// galleryCreate, galleryDestroy, galleryAppend, galleryErase, galleryStatistics.
void add_gallery_functions(Napi::Object exports);

}  // namespace ridgeline::addon
