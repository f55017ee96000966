// Opening sealed values with the cryptography that Node itself brings (OpenSSL's libcrypto, part of its program as N-API is).
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// readSealed, deriveKeys.
void add_sealed_functions(Napi::Object exports);

}  // namespace ridgeline::addon
