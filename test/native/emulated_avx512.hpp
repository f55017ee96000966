// Put before the AVX-512 kernels by CMake's emulated_avx512: their intrinsics then become plain code (SIMDe), so
// that a processor without AVX-512 can run and compare them. What SIMDe 0.7.4 lacks is added here, lane by lane as Intel
// describes it; lanes that the mask leaves out are not read.
#pragma once

#include <simde/x86/avx512.h>

#include <cstdint>

inline simde__m512i emulated_maskz_loadu_epi16(std::uint32_t mask, const void* address) {
  alignas(64) std::int16_t lanes[32] = {};
  for (int i = 0; i < 32; ++i) {
    if ((mask >> i & 1u) != 0) lanes[i] = static_cast<const std::int16_t*>(address)[i];
  }
  return simde_mm512_load_si512(lanes);
}
#define _mm512_maskz_loadu_epi16(mask, address) emulated_maskz_loadu_epi16(mask, address)
