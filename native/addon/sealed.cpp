#include "addon/sealed.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <cmath>
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
  /// False where its length or its place is none that a value of ours can have.
  [[nodiscard]] bool may_be_there(std::size_t i) const noexcept {
    return lengths[i] >= mark.size() + kHeadBytes && lengths[i] <= kMostSealedBytes && offsets[i] >= 0 &&
           offsets[i] <= static_cast<double>(kMaxSafeWhole) && offsets[i] == std::trunc(offsets[i]);
  }
  /// Of a value that may be there, when it is opened.
  [[nodiscard]] std::size_t plain_bytes(std::size_t i) const noexcept { return lengths[i] - mark.size() - kHeadBytes; }
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

/// Bytes of values that are read at once, at most, unless a single one has more: what the caches hold.
constexpr std::size_t kMostRunBytes = 1u << 19;

/// Index behind the last value that is read together with value `first`: those that follow lie end to end in the file.
std::size_t run_end(const SealedValues& values, std::size_t first) {
  double end = values.offsets[first] + values.lengths[first];
  std::size_t last = first + 1;
  for (; last < values.count() && values.may_be_there(last) && values.offsets[last] == end; ++last) {
    end += values.lengths[last];
    if (end - values.offsets[first] > static_cast<double>(kMostRunBytes)) return last;
  }
  return last;
}

/// Opens value i into `plain`, which is as long as it gets. False where it is not what was sealed.
bool open_value(const SealedValues& values, std::size_t i, Bytes sealed, std::span<std::uint8_t> plain) {
  const std::vector<std::uint8_t>& mark = values.mark;
  if (!std::equal(mark.begin(), mark.end(), sealed.begin()) || sealed[mark.size()] != kSealVersion) return false;
  return open(values.keys.subspan(i * kKeyBytes, kKeyBytes), values.place_of(i), sealed.subspan(mark.size()), plain);
}

Napi::Value read_sealed(const Napi::CallbackInfo& info) {
  const auto descriptor =
      static_cast<int>(argument(info, 0, "descriptor").whole_number(0, std::numeric_limits<int>::max()));
  const SealedValues values(argument(info, 1, "values"));
  const Argument into = argument(info, 2, "into");
  std::span<std::uint8_t> room = into.bytes_in_place();
  // Kept by the thread: fresh memory takes longer to get than a run takes to be read.
  thread_local std::vector<std::uint8_t> most_runs(kMostRunBytes);
  std::vector<std::uint8_t> longer_run;
  Napi::Int32Array opened = Napi::Int32Array::New(info.Env(), values.count());
  for (std::size_t first = 0; first < values.count();) {
    if (!values.may_be_there(first)) {
      opened[first++] = -1;
      continue;
    }
    const std::size_t last = run_end(values, first);
    const auto place = [&](std::size_t i) { return static_cast<std::uint64_t>(values.offsets[i]); };
    const auto run_bytes = static_cast<std::size_t>(place(last - 1) - place(first)) + values.lengths[last - 1];
    if (run_bytes > kMostRunBytes) longer_run.resize(run_bytes);
    std::span<std::uint8_t> rest = std::span(run_bytes > kMostRunBytes ? longer_run : most_runs).first(run_bytes);
    const bool is_whole = read_at(descriptor, place(first), rest);
    for (; first < last; ++first) {
      const std::span<std::uint8_t> sealed = rest.first(values.lengths[first]);
      rest = rest.subspan(sealed.size());
      const std::size_t bytes = values.plain_bytes(first);
      if (bytes > room.size()) into.reject("long enough for the opened values");
      // Where the file ends within a run, its first values may be there.
      const bool is_open = (is_whole || read_at(descriptor, place(first), sealed)) &&
                           open_value(values, first, sealed, room.first(bytes));
      opened[first] = is_open ? static_cast<std::int32_t>(bytes) : -1;
      if (is_open) room = room.subspan(bytes);
    }
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
