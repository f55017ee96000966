#include "addon/sealed.hpp"

#include <openssl/evp.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <span>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "gallery/overwrite.hpp"

namespace ridgeline::addon {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// As src/store/seal.ts lays a sealed value out: version, nonce, tag, ciphertext.
constexpr std::uint8_t kSealVersion = 1;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHeadBytes = 1 + kNonceBytes + kTagBytes;
constexpr std::size_t kKeyBytes = 32;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};

/// AES-256-GCM of this thread. OpenSSL looks a cipher up by its name each time, so it is done once.
EVP_CIPHER_CTX* cipher() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context = [] {
    std::unique_ptr<EVP_CIPHER_CTX, FreeContext> made(EVP_CIPHER_CTX_new());
    const bool usable =
        made != nullptr && EVP_DecryptInit_ex(made.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr) == 1;
    return usable ? std::move(made) : nullptr;
  }();
  if (context == nullptr) throw std::bad_alloc();
  return context.get();
}

/// Puts the plain bytes into `plain`, which is as long as the ciphertext. False where key, place or any bit is another.
bool open(Bytes key, Bytes place, Bytes sealed, std::span<std::uint8_t> plain) {
  EVP_CIPHER_CTX* const context = cipher();
  const std::uint8_t* const nonce = sealed.data() + 1;
  auto* const tag = const_cast<std::uint8_t*>(nonce + kNonceBytes);  // which OpenSSL reads
  const Bytes text = sealed.subspan(kHeadBytes);
  int done = 0;
  const bool fits = EVP_DecryptInit_ex(context, nullptr, nullptr, key.data(), nonce) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag) == 1 &&
                    EVP_DecryptUpdate(context, nullptr, &done, place.data(), static_cast<int>(place.size())) == 1 &&
                    EVP_DecryptUpdate(context, plain.data(), &done, text.data(), static_cast<int>(text.size())) == 1 &&
                    EVP_DecryptFinal_ex(context, plain.data() + plain.size(), &done) == 1;
  // No key of a record stays behind, and no bytes that nobody vouches for.
  constexpr std::uint8_t kNoKey[kKeyBytes] = {};
  EVP_DecryptInit_ex(context, nullptr, nullptr, kNoKey, nullptr);
  if (!fits) overwrite(plain);
  return fits;
}

Napi::Value open_sealed(const Napi::CallbackInfo& info) {
  const Argument key = argument(info, 0, "key");
  const Argument place = argument(info, 1, "place");
  const Argument sealed = argument(info, 2, "sealed");
  const Argument into = argument(info, 3, "into");
  const Bytes key_bytes = key.bytes_in_place();
  const Bytes sealed_bytes = sealed.bytes_in_place();
  if (key_bytes.size() != kKeyBytes) key.reject("a Uint8Array of 32 bytes");
  if (sealed_bytes.size() > std::numeric_limits<int>::max()) sealed.reject("a Uint8Array of less than 2 GiB");
  const std::span<std::uint8_t> room = into.bytes_in_place();
  const std::size_t at = argument(info, 4, "at").whole_number(0, room.size());
  if (sealed_bytes.size() < kHeadBytes || sealed_bytes.front() != kSealVersion)
    return Napi::Number::New(info.Env(), -1);
  const std::size_t count = sealed_bytes.size() - kHeadBytes;
  if (count > room.size() - at) into.reject("long enough for the opened value");
  const bool opened = open(key_bytes, place.bytes_in_place(), sealed_bytes, room.subspan(at, count));
  return Napi::Number::New(info.Env(), opened ? static_cast<double>(count) : -1);
}

}  // namespace

void add_sealed_functions(Napi::Object exports) { add_function<open_sealed>(exports, "openSealed"); }

}  // namespace ridgeline::addon
