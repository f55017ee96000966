#include "addon/gallery.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "addon/errors.hpp"
#include "addon/templates.hpp"
#include "gallery/overwrite.hpp"
#include "gallery/registry.hpp"
#include "gallery/subject_form.hpp"

namespace ridgeline::addon {
namespace {

std::vector<SubjectNumber> read_subject_numbers(const Argument& column) {
  std::vector<SubjectNumber> numbers;
  for (const double number : column.float64_column()) {
    if (!(number >= 0 && number <= static_cast<double>(kMaxSafeWhole)) || number != std::trunc(number)) {
      column.reject("whole numbers from 0 to 2^53 - 1");
    }
    numbers.push_back(static_cast<SubjectNumber>(number));
  }
  return numbers;
}

/// Which prints of a batch belong to which subject: those of subject s end before printsUpTo[s].
std::vector<std::uint32_t> read_prints_up_to(const Argument& column) {
  const auto prints_up_to = column.uint32_column();
  if (!std::ranges::is_sorted(prints_up_to)) column.reject("ascending");
  return {prints_up_to.begin(), prints_up_to.end()};
}

/// Where each form begins: as the column says, or, without one, where the form before ends.
std::vector<std::uint32_t> read_starts(const Argument& column, std::span<const std::uint32_t> ends) {
  std::vector<std::uint32_t> starts(ends.size(), 0);
  if (!ends.empty()) std::ranges::copy(ends.first(ends.size() - 1), starts.begin() + 1);
  if (column.value().IsUndefined()) return starts;
  starts = column.uint32_column();
  if (starts.size() != ends.size()) column.reject("as many as ends, not " + std::to_string(starts.size()));
  return starts;
}

/// Reads a SubjectBatch. What it gives are views of the batch's bytes.
std::vector<GallerySubjectView> read_subjects(const Argument& batch) {
  const auto numbers = read_subject_numbers(batch.field("numbers"));
  const auto systems = batch.field("systems").uint16_column();
  const auto owners = batch.field("owners").uint16_column();
  if (systems.size() != numbers.size() || owners.size() != numbers.size()) {
    batch.reject("columns of equal length: numbers, systems, owners");
  }
  const Argument forms = batch.field("forms");
  const auto bytes = forms.field("bytes").bytes_in_place();
  const auto ends = forms.field("ends").uint32_column();
  if (ends.size() != numbers.size()) forms.reject("as many as numbers, not " + std::to_string(ends.size()));
  const auto starts = read_starts(forms.field("starts"), ends);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool follows = starts[i] >= (i == 0 ? 0 : ends[i - 1]);
    if (!follows || starts[i] > ends[i] || ends[i] > bytes.size()) forms.reject("forms one after the other");
  }
  std::vector<GallerySubjectView> subjects;
  subjects.reserve(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    auto prints = value_or_throw(batch.env(), read_form(bytes.subspan(starts[i], ends[i] - starts[i])));
    subjects.push_back({numbers[i], systems[i], owners[i], std::move(prints)});
  }
  return subjects;
}

/// Templates must not be left behind in freed memory: the gallery's copy is the one that erasing reaches.
void overwrite_prints(std::vector<GalleryPrint>& prints) noexcept {
  for (GalleryPrint& print : prints) overwrite(print.prepared);
}

std::size_t read_shard(const Napi::CallbackInfo& info, const Gallery& gallery) {
  return argument(info, 1, "shard").whole_number(0, gallery.shard_count() - 1);
}

Napi::Value create(const Napi::CallbackInfo& info) {
  const std::uint64_t shards = argument(info, 0, "shards").whole_number(1, kMaxSafeWhole);
  const std::uint64_t max_bytes = argument(info, 1, "maxBytes").whole_number(0, kMaxSafeWhole);
  const GalleryNumber number = value_or_throw(info.Env(), create_gallery(shards, max_bytes));
  return Napi::Number::New(info.Env(), static_cast<double>(number));
}

Napi::Value destroy(const Napi::CallbackInfo& info) {
  const GalleryNumber number = argument(info, 0, "gallery").whole_number(0, kMaxSafeWhole);
  static_cast<void>(value_or_throw(info.Env(), destroy_gallery(number)));
  return info.Env().Undefined();
}

Napi::Value append(const Napi::CallbackInfo& info) {
  const std::shared_ptr<Gallery> gallery = read_gallery(argument(info, 0, "gallery"));
  const std::size_t shard = read_shard(info, *gallery);
  static_cast<void>(value_or_throw(info.Env(), gallery->append(shard, read_subjects(argument(info, 2, "batch")))));
  return info.Env().Undefined();
}

Napi::Value forms(const Napi::CallbackInfo& info) {
  const std::vector<std::uint32_t> prints_up_to = read_prints_up_to(argument(info, 1, "printsUpTo"));
  const Argument templates = argument(info, 0, "templates");
  const std::vector<Template> prints = read_templates(templates, prints_up_to.empty() ? 0 : prints_up_to.back());
  if (!prints_up_to.empty() && prints.size() != prints_up_to.back()) {
    templates.reject("as many as printsUpTo counts, not " + std::to_string(prints.size()));
  }
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint32_t> ends;
  std::size_t next = 0;
  for (const std::uint32_t up_to : prints_up_to) {
    std::vector<GalleryPrint> subject;
    for (; next < up_to; ++next) subject.push_back(make_gallery_print(prints[next]));
    std::vector<std::uint8_t> form = write_form(subject);
    bytes.insert(bytes.end(), form.begin(), form.end());
    ends.push_back(static_cast<std::uint32_t>(bytes.size()));
    overwrite(form);
    overwrite_prints(subject);
  }
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("bytes", make_bytes(info.Env(), bytes));
  object.Set("ends", make_column<Napi::Uint32Array, std::uint32_t>(info.Env(), ends));
  overwrite(bytes);
  return object;
}

Napi::Value version_of_forms(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), form_version()); }

Napi::Value erase(const Napi::CallbackInfo& info) {
  const std::shared_ptr<Gallery> gallery = read_gallery(argument(info, 0, "gallery"));
  const std::size_t shard = read_shard(info, *gallery);
  const std::vector<SubjectNumber> numbers = read_subject_numbers(argument(info, 2, "numbers"));
  const std::size_t erased = value_or_throw(info.Env(), gallery->erase(shard, numbers));
  return Napi::Number::New(info.Env(), static_cast<double>(erased));
}

Napi::Value statistics(const Napi::CallbackInfo& info) {
  const GalleryStatistics found = read_gallery(argument(info, 0, "gallery"))->statistics();
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("shards", static_cast<double>(found.shards));
  object.Set("segments", static_cast<double>(found.segments));
  object.Set("subjects", static_cast<double>(found.subjects));
  object.Set("erased", static_cast<double>(found.erased));
  object.Set("prints", static_cast<double>(found.prints));
  object.Set("bytes", static_cast<double>(found.bytes));
  return object;
}

}  // namespace

std::shared_ptr<Gallery> read_gallery(const Argument& number) {
  return value_or_throw(number.env(), find_gallery(number.whole_number(0, kMaxSafeWhole)));
}

void add_gallery_functions(Napi::Object exports) {
  add_function<create>(exports, "galleryCreate");
  add_function<destroy>(exports, "galleryDestroy");
  add_function<append>(exports, "galleryAppend");
  add_function<forms>(exports, "galleryForms");
  add_function<version_of_forms>(exports, "galleryFormVersion");
  add_function<erase>(exports, "galleryErase");
  add_function<statistics>(exports, "galleryStatistics");
}

}  // namespace ridgeline::addon
