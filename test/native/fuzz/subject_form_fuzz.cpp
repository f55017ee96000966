// Any bytes as the form of a subject: what is read can be compared, and taken into a gallery or refused.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "gallery/gallery.hpp"
#include "gallery/subject_form.hpp"
#include "match/match.hpp"
#include "outcome.hpp"

using namespace ridgeline;

namespace {

void require_comparable(const GalleryPrintView& first, const GalleryPrintView& second) {
  MatchScratch scratch;
  const float score_db = compare(first.prepared, second.prepared, scratch);
  fuzz::require(std::isfinite(score_db) && score_db >= kLowestScore_db, "a score is a number of decibels");
  const float quick_db = compare_quickly(UnfoldedPrint(first.prepared), second.prepared, scratch);
  fuzz::require(std::isfinite(quick_db), "a quick score is a number, too");
}

GalleryPrint owned(const GalleryPrintView& view) {
  GalleryPrint print{.position = view.position, .prepared = {view.prepared.begin(), view.prepared.end()}, .code = {}};
  if (!view.code.empty()) std::ranges::copy(view.code, print.code.emplace().begin());
  return print;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> form(data, size);
  const auto read = read_form(form);
  if (!read) {
    fuzz::require_told(read.error());
    return 0;
  }
  const std::vector<GalleryPrintView>& prints = read.value();
  std::vector<GalleryPrint> copies;
  std::ranges::transform(prints, std::back_inserter(copies), owned);
  fuzz::require(std::ranges::equal(write_form(copies), form), "a form is written as it was read");
  for (std::size_t i = 0; i + 1 < prints.size() && i < 4; ++i) require_comparable(prints[i], prints[i + 1]);
  if (!prints.empty()) require_comparable(prints.front(), prints.front());
  const auto gallery = Gallery::create(1, std::size_t{16} << 20);
  fuzz::require(gallery.ok(), "a small gallery can be made");
  const GallerySubjectView subject{.number = 1, .system = 1, .owner = 1, .prints = prints};
  const auto appended = gallery.value()->append(0, {&subject, 1});
  if (!appended) fuzz::require_told(appended.error(), Blame::caller);
  return 0;
}
