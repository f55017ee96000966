#include "addon/sealed.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
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
/// As src/store/erasure-salts.ts has them.
constexpr std::size_t kSaltBytes = 16;

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
  void operator()(EVP_MAC* mac) const noexcept { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};

/// AES-256-GCM of this thread. OpenSSL looks a cipher up by its name each time, so it is done once.
EVP_CIPHER_CTX* cipher() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, Free> context = [] {
    std::unique_ptr<EVP_CIPHER_CTX, Free> made(EVP_CIPHER_CTX_new());
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

/// HMAC-SHA-256 under one key.
class KeyedHash {
 public:
  explicit KeyedHash(Bytes secret)
      : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context_(mac_ ? EVP_MAC_CTX_new(mac_.get()) : nullptr) {
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                     OSSL_PARAM_construct_end()};
    if (context_ == nullptr || EVP_MAC_init(context_.get(), secret.data(), secret.size(), parameters) != 1)
      throw std::bad_alloc();
  }

  void hash(Bytes text, std::span<std::uint8_t> out) {
    std::size_t done = 0;
    const bool hashed = EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1 &&
                        EVP_MAC_update(context_.get(), text.data(), text.size()) == 1 &&
                        EVP_MAC_final(context_.get(), out.data(), &done, out.size()) == 1;
    if (!hashed) throw std::bad_alloc();
  }

 private:
  std::unique_ptr<EVP_MAC, Free> mac_;
  std::unique_ptr<EVP_MAC_CTX, Free> context_;
};

Napi::Value derive_keys(const Napi::CallbackInfo& info) {
  const Argument secret = argument(info, 0, "secret");
  const Argument salts = argument(info, 1, "salts");
  const Bytes secret_bytes = secret.bytes_in_place();
  const Bytes salt_bytes = salts.bytes_in_place();
  if (secret_bytes.size() != kKeyBytes) secret.reject("a Uint8Array of 32 bytes");
  if (salt_bytes.size() % kSaltBytes != 0) salts.reject("a Uint8Array of 16 bytes each");
  const std::size_t count = salt_bytes.size() / kSaltBytes;
  Napi::Uint8Array keys = Napi::Uint8Array::New(info.Env(), count * kKeyBytes);
  KeyedHash keyed(secret_bytes);
  for (std::size_t i = 0; i < count; ++i) {
    const Bytes salt = salt_bytes.subspan(i * kSaltBytes, kSaltBytes);
    const bool is_there = std::any_of(salt.begin(), salt.end(), [](std::uint8_t byte) { return byte != 0; });
    if (is_there) keyed.hash(salt, {keys.Data() + i * kKeyBytes, kKeyBytes});
  }
  return keys;
}

}  // namespace

void add_sealed_functions(Napi::Object exports) {
  add_function<open_sealed>(exports, "openSealed");
  add_function<derive_keys>(exports, "deriveKeys");
}

}  // namespace ridgeline::addon
