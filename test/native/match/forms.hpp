// The forms of kernels that this processor runs; nullptr for one that there is not.
#pragma once

#include <vector>

#include "match/kernels/floats.hpp"
#include "simd/isa.hpp"

namespace ridgeline {

template <class Form>
std::vector<Form> forms_of(Form scalar, [[maybe_unused]] Form avx2, [[maybe_unused]] Form avx512) {
  std::vector<Form> forms = {scalar};
#if defined(__x86_64__)
  if (simd::detected_isa() >= simd::Isa::avx2) forms.push_back(avx2);
  if (avx512 != nullptr && simd::detected_isa() >= simd::Isa::avx512) forms.push_back(avx512);
#endif
  return forms;
}

inline std::vector<const kernels::FloatKernels*> float_forms() {
  return forms_of<const kernels::FloatKernels*>(&kernels::kFloatsScalar, &kernels::kFloatsAvx2, nullptr);
}

}  // namespace ridgeline
