#include "template/minutia_bits.hpp"

#include <algorithm>
#include <bit>

#include "template/bits.hpp"
#include "template/ranges.hpp"

namespace ridgeline {
namespace {

static_assert(ranges::kMaxSteps == (1u << kMostCoordinateBits) - 1);

/// Ones that are written or read at once.
constexpr unsigned kOnesTogether = 16;

unsigned type_bits_of(const MinutiaCoding& coding) { return coding.has_other_types ? kTypeBits : kTypeBits - 1; }

// A type in one bit counts from endings on.
constexpr unsigned kFirstOfTwo = static_cast<unsigned>(MinutiaType::ending);

/// `count` ones and a zero.
void put_ones(BitWriter& writer, unsigned count) {
  for (; count >= kOnesTogether; count -= kOnesTogether) writer.put((1u << kOnesTogether) - 1, kOnesTogether);
  writer.put((2u << count) - 2, count + 1);
}

/// The ones up to a zero; more than `most` are cut off there.
unsigned take_ones(BitReader& reader, unsigned most) {
  unsigned ones = 0;
  while (ones <= most && reader.take(1) != 0) ++ones;
  return ones;
}

Error malformed(const char* detail) {
  return {ErrorCode::MALFORMED_TEMPLATE, std::string("packed template: ") + detail};
}

}  // namespace

MinutiaCoding coding_of(const std::vector<Minutia>& minutiae) noexcept {
  unsigned x = 0;
  unsigned y = 0;
  MinutiaCoding coding;
  for (const Minutia& minutia : minutiae) {
    x |= minutia.x;
    y |= minutia.y;
    coding.has_other_types = coding.has_other_types || minutia.type == MinutiaType::other;
  }
  coding.x_bits = static_cast<unsigned>(std::bit_width(x));
  coding.y_bits = static_cast<unsigned>(std::bit_width(y));
  coding.quality_falls = std::ranges::is_sorted(minutiae, std::ranges::greater{}, &Minutia::quality);
  return coding;
}

void write_minutiae(const std::vector<Minutia>& minutiae, const MinutiaCoding& coding,
                    std::vector<std::uint8_t>& bytes) {
  BitWriter writer(bytes);
  const Minutia* before = nullptr;
  for (const Minutia& minutia : minutiae) {
    writer.put(minutia.x, coding.x_bits);
    writer.put(minutia.y, coding.y_bits);
    writer.put(minutia.angle, kAngleBits);
    writer.put(static_cast<unsigned>(minutia.type) - (coding.has_other_types ? 0 : kFirstOfTwo), type_bits_of(coding));
    if (coding.quality_falls && before != nullptr) {
      put_ones(writer, before->quality - minutia.quality);
    } else {
      writer.put(minutia.quality, kMinutiaQualityBits);
    }
    before = &minutia;
  }
  writer.finish();
}

Result<ReadMinutiae> read_minutiae(std::span<const std::uint8_t> bytes, std::size_t count,
                                   const MinutiaCoding& coding) {
  BitReader reader(bytes);
  ReadMinutiae out;
  out.minutiae.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Minutia minutia;
    minutia.x = static_cast<std::uint16_t>(reader.take(coding.x_bits));
    minutia.y = static_cast<std::uint16_t>(reader.take(coding.y_bits));
    minutia.angle = static_cast<std::uint8_t>(reader.take(kAngleBits));
    const unsigned type = reader.take(type_bits_of(coding)) + (coding.has_other_types ? 0 : kFirstOfTwo);
    if (type > static_cast<unsigned>(MinutiaType::bifurcation)) return malformed("a minutia of no type");
    minutia.type = static_cast<MinutiaType>(type);
    if (coding.quality_falls && i > 0) {
      const unsigned before = out.minutiae.back().quality;
      const unsigned less = take_ones(reader, before);
      if (less > before) return malformed("a minutia's quality falls below 0");
      minutia.quality = static_cast<std::uint8_t>(before - less);
    } else {
      minutia.quality = static_cast<std::uint8_t>(reader.take(kMinutiaQualityBits));
    }
    if (minutia.quality > ranges::kMaxQuality) return malformed("a minutia's quality is above 100");
    out.minutiae.push_back(minutia);
  }
  const auto spare = static_cast<unsigned>((8 - reader.at() % 8) % 8);
  if (reader.take(spare) != 0) return malformed("spare bits behind its minutiae are in use");
  if (reader.past_end()) return malformed("its bytes end within its minutiae");
  out.bytes = reader.at() / 8;
  if (coding_of(out.minutiae) != coding) return malformed("its head does not say how its minutiae are written");
  return out;
}

}  // namespace ridgeline
