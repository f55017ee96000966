#include "simd/isa.hpp"

#include <cstdlib>

namespace ridgeline::simd {
namespace {

// The avx512 kernels are compiled for the Ice Lake / Zen 4 set; an older AVX-512 processor takes the AVX2 ones. The test
// build that emulates AVX-512 has it on every processor.
Isa detect() noexcept {
#if defined(RIDGELINE_EMULATE_AVX512)
  return Isa::avx512;
#elif defined(__x86_64__) || defined(_M_X64)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi") &&
      __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vpopcntdq") &&
      __builtin_cpu_supports("avx512bitalg")) {
    return Isa::avx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return Isa::avx2;
#endif
  return Isa::baseline;
}

Isa choose() noexcept {
  const Isa best = detect();
  const char* wanted = std::getenv("RIDGELINE_ISA");
  if (wanted == nullptr) return best;
  for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) {
    if (name_of(isa) == wanted && isa <= best) return isa;
  }
  return best;
}

}  // namespace

Isa detected_isa() noexcept {
  static const Isa isa = detect();
  return isa;
}

Isa active_isa() noexcept {
  static const Isa isa = choose();
  return isa;
}

std::string_view name_of(Isa isa) noexcept {
  switch (isa) {
    case Isa::avx2:
      return "avx2";
    case Isa::avx512:
      return "avx512";
    default:
      return "baseline";
  }
}

}  // namespace ridgeline::simd
