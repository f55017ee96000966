#include "gallery/aligned_bytes.hpp"

#include <cstdlib>
#include <string>

#include "gallery/mapped_memory.hpp"
#include "gallery/parameters.hpp"

namespace ridgeline {

void AlignedBytes::Free::operator()(std::uint8_t* data) const noexcept {
  if (mapped_bytes > 0) {
    unmap_memory(data, mapped_bytes);
  } else {
    std::free(data);
  }
}

Result<AlignedBytes> AlignedBytes::allocate(std::size_t bytes) {
  const std::size_t size = round_up(bytes == 0 ? 1 : bytes, kColumnAlignment);
  if (size >= kHugePageBytes) {
    if (std::uint8_t* const data = map_memory(size)) return AlignedBytes({data, Free{size}}, size);
  }
  auto* const data = static_cast<std::uint8_t*>(std::aligned_alloc(kColumnAlignment, size));
  if (data == nullptr) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for " + std::to_string(bytes) + " bytes"};
  }
  return AlignedBytes({data, Free{}}, size);
}

}  // namespace ridgeline
