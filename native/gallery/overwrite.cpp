#include "gallery/overwrite.hpp"

#include <cstring>

namespace ridgeline {

void overwrite(std::span<std::uint8_t> bytes) noexcept {
  if (bytes.empty()) return;
#if defined(__GNUC__)
  std::memset(bytes.data(), 0, bytes.size());
  // The empty statement claims to read the memory, so that the memset before it is no dead store.
  __asm__ volatile("" : : "r"(bytes.data()) : "memory");
#else
  volatile std::uint8_t* byte = bytes.data();
  for (std::size_t i = 0; i < bytes.size(); ++i) byte[i] = 0;
#endif
}

}  // namespace ridgeline
