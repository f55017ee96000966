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
#include <vector>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "base/read_at.hpp"
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
/// More is no value of ours.
constexpr std::size_t kMostSealedBytes = 1u << 26;
constexpr std::size_t kMostPlaceBytes = 64;
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

/// Sealed values in a file.
struct SealedValues {
  explicit SealedValues(const Argument& values)
      : offsets(values.field("offsets").float64_column()),
        lengths(values.field("lengths").uint32_column()),
        numbers(values.field("numbers").float64_column()),
        keys(values.field("keys").bytes_in_place()),
        place(values.field("place").bytes(kMostPlaceBytes)),
        mark(values.field("mark").bytes(kMostPlaceBytes)) {
    if (lengths.size() != offsets.size() || numbers.size() != offsets.size() ||
        keys.size() != offsets.size() * kKeyBytes)
      values.reject("columns of equal length and a key of 32 bytes each");
    for (const double number : numbers) {
      if (!(number >= 0 && number <= static_cast<double>(kMaxSafeWhole)))
        values.field("numbers").reject("whole numbers");
    }
  }

  [[nodiscard]] std::size_t count() const noexcept { return offsets.size(); }
  /// Of a value when it is opened; none where it is too short to be one or too long to be ours.
  [[nodiscard]] std::size_t plain_bytes(std::size_t i) const noexcept {
    const std::size_t head = mark.size() + kHeadBytes;
    return lengths[i] < head || lengths[i] > kMostSealedBytes ? 0 : lengths[i] - head;
  }
  /// Where value i belongs: the place that all share, and its number as 64 bits, the highest first.
  [[nodiscard]] std::vector<std::uint8_t> place_of(std::size_t i) const {
    std::vector<std::uint8_t> whole = place;
    const auto number = static_cast<std::uint64_t>(numbers[i]);
    for (int shift = 56; shift >= 0; shift -= 8) whole.push_back(static_cast<std::uint8_t>(number >> shift));
    return whole;
  }

  std::vector<double> offsets;
  std::vector<std::uint32_t> lengths;
  std::vector<double> numbers;
  Bytes keys;
  std::vector<std::uint8_t> place;
  std::vector<std::uint8_t> mark;
};

/// Reads value i and opens it into `plain`, which is as long as it gets. False where it is not there or not what was sealed.
bool read_and_open(int descriptor, const SealedValues& values, std::size_t i, std::vector<std::uint8_t>& sealed,
                   std::span<std::uint8_t> plain) {
  const double offset = values.offsets[i];
  if (!(offset >= 0 && offset <= static_cast<double>(kMaxSafeWhole))) return false;
  const std::vector<std::uint8_t>& mark = values.mark;
  if (values.lengths[i] != mark.size() + kHeadBytes + plain.size()) return false;
  sealed.resize(values.lengths[i]);
  if (!read_at(descriptor, static_cast<std::uint64_t>(offset), sealed)) return false;
  if (!std::equal(mark.begin(), mark.end(), sealed.begin()) || sealed[mark.size()] != kSealVersion) return false;
  return open(values.keys.subspan(i * kKeyBytes, kKeyBytes), values.place_of(i), Bytes(sealed).subspan(mark.size()),
              plain);
}

Napi::Value read_sealed(const Napi::CallbackInfo& info) {
  const auto descriptor = argument(info, 0, "descriptor").whole_number(0, std::numeric_limits<int>::max());
  const SealedValues values(argument(info, 1, "values"));
  const Argument into = argument(info, 2, "into");
  std::span<std::uint8_t> room = into.bytes_in_place();
  std::vector<std::uint8_t> sealed;
  Napi::Int32Array opened = Napi::Int32Array::New(info.Env(), values.count());
  for (std::size_t i = 0; i < values.count(); ++i) {
    const std::size_t bytes = values.plain_bytes(i);
    if (bytes > room.size()) into.reject("long enough for the opened values");
    const bool is_open = read_and_open(static_cast<int>(descriptor), values, i, sealed, room.first(bytes));
    opened[i] = is_open ? static_cast<std::int32_t>(bytes) : -1;
    if (is_open) room = room.subspan(bytes);
  }
  return opened;
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
  add_function<read_sealed>(exports, "readSealed");
  add_function<derive_keys>(exports, "deriveKeys");
}

}  // namespace ridgeline::addon
