#include "base/read_at.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace ridgeline {

bool read_at(int descriptor, std::uint64_t offset, std::span<std::uint8_t> into) noexcept {
  while (!into.empty()) {
    const ssize_t read = pread(descriptor, into.data(), into.size(), static_cast<off_t>(offset));
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) return false;
    offset += static_cast<std::uint64_t>(read);
    into = into.subspan(static_cast<std::size_t>(read));
  }
  return true;
}

}  // namespace ridgeline
