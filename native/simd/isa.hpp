// CPU detection and the one choice of instruction set. RIDGELINE_ISA=baseline|avx2|avx512 forces one, if the processor has it.
#pragma once

#include <cstdint>
#include <string_view>

namespace ridgeline::simd {

enum class Isa : std::uint8_t { baseline, avx2, avx512 };

/// The best instruction set of this processor that the build carries.
[[nodiscard]] Isa detected_isa() noexcept;

/// What kernels use: the detected one, or a lower one that RIDGELINE_ISA names. Chosen once per process.
[[nodiscard]] Isa active_isa() noexcept;

[[nodiscard]] std::string_view name_of(Isa isa) noexcept;

/// Picks one of a kernel's three forms. Pass nullptr where a form does not exist: the next lower one is taken.
template <class Fn>
[[nodiscard]] Fn* select(Fn* baseline, Fn* avx2, Fn* avx512, Isa isa = active_isa()) noexcept {
  if (isa == Isa::avx512 && avx512 != nullptr) return avx512;
  if (isa != Isa::baseline && avx2 != nullptr) return avx2;
  return baseline;
}

}  // namespace ridgeline::simd
