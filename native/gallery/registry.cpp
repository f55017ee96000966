#include "gallery/registry.hpp"

#include "gallery/numbered_registry.hpp"
#include "gallery/parameters.hpp"

namespace ridgeline {
namespace {

// Never destroyed: at the end of the process worker threads may still be in a search.
NumberedRegistry<Gallery>& galleries() {
  static auto* const registry = new NumberedRegistry<Gallery>("gallery", kMaxGalleries);
  return *registry;
}

}  // namespace

Result<GalleryNumber> create_gallery(std::size_t shards, std::size_t max_bytes) {
  Result<std::shared_ptr<Gallery>> gallery = Gallery::create(shards, max_bytes);
  if (!gallery.ok()) return gallery.error();
  return galleries().add(std::move(gallery).value());
}

Result<std::shared_ptr<Gallery>> find_gallery(GalleryNumber number) { return galleries().find(number); }

Result<GalleryNumber> destroy_gallery(GalleryNumber number) {
  Result<std::shared_ptr<Gallery>> gallery = galleries().remove(number);
  if (!gallery.ok()) return gallery.error();
  return number;
}

}  // namespace ridgeline
