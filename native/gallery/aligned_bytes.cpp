#include "gallery/aligned_bytes.hpp"

#include <string>

#include "gallery/parameters.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace ridgeline {

Result<AlignedBytes> AlignedBytes::allocate(std::size_t bytes) {
  const bool huge = bytes >= kHugePageBytes;
  const std::size_t alignment = huge ? kHugePageBytes : kColumnAlignment;
  const std::size_t size = round_up(bytes == 0 ? 1 : bytes, kColumnAlignment);
  // std::aligned_alloc wants a multiple of the alignment; the pages after `size` are never touched.
  auto* data = static_cast<std::uint8_t*>(std::aligned_alloc(alignment, round_up(size, alignment)));
  if (data == nullptr) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for " + std::to_string(bytes) + " bytes"};
  }
#if defined(__linux__)
  // Only advice: a system without huge pages answers with an error and nothing is lost.
  if (huge) static_cast<void>(madvise(data, size & ~(kHugePageBytes - 1), MADV_HUGEPAGE));
#endif
  return AlignedBytes(data, size);
}

}  // namespace ridgeline
