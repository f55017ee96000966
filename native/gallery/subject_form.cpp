#include "gallery/subject_form.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "base/hash.hpp"
#include "match/match.hpp"

namespace ridgeline {
namespace {

/// Stands before each print.
struct PrintHead {
  std::uint16_t prepared_bytes;
  std::uint8_t position;
  std::uint8_t coded;  ///< 1 where a code comes before the prepared print
};
static_assert(sizeof(PrintHead) == 4);

Error malformed(const std::string& detail) { return {ErrorCode::MALFORMED_TEMPLATE, "form of a subject: " + detail}; }

/// Reads bytes from their beginning on.
class FormReader {
 public:
  explicit FormReader(std::span<const std::uint8_t> form) : left_(form) {}
  [[nodiscard]] bool at_end() const noexcept { return left_.empty(); }
  [[nodiscard]] bool has(std::size_t count) const noexcept { return left_.size() >= count; }
  [[nodiscard]] std::span<const std::uint8_t> take(std::size_t count) noexcept {
    const auto taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
  }

 private:
  std::span<const std::uint8_t> left_;
};

Result<GalleryPrintView> read_print(FormReader& reader) {
  PrintHead head;
  if (!reader.has(sizeof head)) return malformed("it ends within the head of a print");
  std::memcpy(&head, reader.take(sizeof head).data(), sizeof head);
  if (head.coded > 1) return malformed("a print that is neither coded nor not");
  if (!reader.has(head.coded * kCodeBytes + head.prepared_bytes)) return malformed("it ends within a print");
  GalleryPrintView print{.position = head.position, .prepared = {}, .code = {}};
  if (head.coded != 0) print.code = reader.take(kCodeBytes);
  print.prepared = reader.take(head.prepared_bytes);
  if (!is_prepared(print.prepared)) return malformed("a print that was not prepared here");
  return print;
}

/// A print of as many minutiae as count, all over the place, and ridges that turn.
Template sample_print() {
  constexpr std::uint16_t kSide_px = 320;
  constexpr std::uint32_t kMinutiae = 60;
  constexpr std::uint8_t kFlowSide = 20;
  Template print{.position = 1, .impression = 0, .quality = 60, .width = kSide_px, .height = kSide_px, .minutiae = {}};
  // Numerical Recipes' quick generator: all that matters is that the numbers are always the same.
  std::uint32_t state = 1;
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
  };
  for (std::uint32_t i = 0; i < kMinutiae; ++i) {
    print.minutiae.push_back({.x = static_cast<std::uint16_t>(next(kSide_px * 8)),
                              .y = static_cast<std::uint16_t>(next(kSide_px * 8)),
                              .angle = static_cast<std::uint8_t>(next(256)),
                              .type = i % 2 == 0 ? MinutiaType::ending : MinutiaType::bifurcation,
                              .quality = static_cast<std::uint8_t>(100 - i)});
  }
  print.flow = {.left = 0, .top = 0, .columns = kFlowSide, .rows = kFlowSide, .cells = {}};
  for (unsigned cell = 0; cell < kFlowSide * kFlowSide; ++cell) {
    print.flow.cells.push_back(static_cast<std::uint8_t>((cell % kFlowSide + cell / kFlowSide) % kFlowSteps));
  }
  return print;
}

}  // namespace

GalleryPrint make_gallery_print(const Template& print) {
  GalleryPrint out{.position = print.position, .prepared = prepare(print).bytes, .code = {}};
  if (print.position != 0) out.code = make_code(out.prepared);
  return out;
}

std::vector<std::uint8_t> write_form(std::span<const GalleryPrint> prints) {
  std::vector<std::uint8_t> form;
  for (const GalleryPrint& print : prints) {
    const PrintHead head{static_cast<std::uint16_t>(print.prepared.size()), print.position,
                         static_cast<std::uint8_t>(print.code.has_value())};
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(&head);
    form.insert(form.end(), bytes, bytes + sizeof head);
    if (print.code) form.insert(form.end(), print.code->begin(), print.code->end());
    form.insert(form.end(), print.prepared.begin(), print.prepared.end());
  }
  return form;
}

Result<std::vector<GalleryPrintView>> read_form(std::span<const std::uint8_t> form) {
  std::vector<GalleryPrintView> prints;
  for (FormReader reader(form); !reader.at_end();) {
    const Result<GalleryPrintView> print = read_print(reader);
    if (!print.ok()) return print.error();
    prints.push_back(print.value());
  }
  return prints;
}

// Whatever changes what is made of templates changes some of the bytes that are made of these.
std::uint32_t form_version() {
  const Template print = sample_print();
  Template without_flow = print;
  without_flow.flow = {};
  return hash_of(write_form(std::array{make_gallery_print(print), make_gallery_print(without_flow)}));
}

}  // namespace ridgeline
