// Put before the AVX-512 kernels by CMake's emulated_avx512: their intrinsics then become plain code (SIMDe), so
// that a processor without AVX-512 can run and compare them. What SIMDe 0.7.4 lacks is to be added here.
#pragma once

#include <simde/x86/avx512.h>
