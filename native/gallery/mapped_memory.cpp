#include "gallery/mapped_memory.hpp"

#include "gallery/aligned_bytes.hpp"
#include "gallery/parameters.hpp"

#if defined(__linux__)
#include <linux/mempolicy.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#endif

namespace ridgeline {

#if defined(__linux__)
namespace {

/// A bit for each memory node; 1024 are the most that Linux can be built for.
struct Nodes {
  std::array<unsigned long, 1024 / (8 * sizeof(unsigned long))> mask{};

  static constexpr unsigned long kBits = 1024;

  /// Those that this process may use; none where the system doesn't say.
  static Nodes allowed() noexcept {
    Nodes nodes;
    const long failed =
        syscall(SYS_get_mempolicy, nullptr, nodes.mask.data(), kBits, nullptr, static_cast<long>(MPOL_F_MEMS_ALLOWED));
    return failed == 0 ? nodes : Nodes{};
  }
  [[nodiscard]] bool has_several() const noexcept {
    int count = 0;
    for (const unsigned long word : mask) count += std::popcount(word);
    return count > 1;
  }
};

// Only advice: a system that has no huge pages or lets nobody choose nodes answers with an error, and nothing is lost.
void place(void* data, std::size_t bytes) noexcept {
  static const Nodes nodes = Nodes::allowed();
  static_cast<void>(madvise(data, bytes, MADV_HUGEPAGE));
  if (nodes.has_several()) {
    static_cast<void>(
        syscall(SYS_mbind, data, bytes, static_cast<long>(MPOL_INTERLEAVE), nodes.mask.data(), Nodes::kBits, 0L));
  }
}

std::size_t mapped_size(std::size_t bytes) noexcept {
  return round_up(std::max(bytes, std::size_t{1}), kHugePageBytes);
}

}  // namespace

std::uint8_t* map_memory(std::size_t bytes) noexcept {
  const std::size_t size = mapped_size(bytes);
  void* const mapped = mmap(nullptr, size + kHugePageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto* const start = static_cast<std::uint8_t*>(mapped);
  const auto address = reinterpret_cast<std::uintptr_t>(start);
  const std::size_t before = round_up(address, kHugePageBytes) - address;
  if (before > 0) static_cast<void>(munmap(start, before));
  static_cast<void>(munmap(start + before + size, kHugePageBytes - before));
  place(start + before, size);
  return start + before;
}

void unmap_memory(std::uint8_t* data, std::size_t bytes) noexcept {
  static_cast<void>(munmap(data, mapped_size(bytes)));
}
#else
std::uint8_t* map_memory(std::size_t) noexcept { return nullptr; }
void unmap_memory(std::uint8_t*, std::size_t) noexcept {}
#endif

}  // namespace ridgeline
