#include "addon/gallery.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "addon/errors.hpp"
#include "addon/templates.hpp"
#include "gallery/overwrite.hpp"
#include "gallery/registry.hpp"
#include "match/match.hpp"
#include "match/print_code.hpp"

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

/// A packed template with what comparison needs of it.
GalleryPrint read_gallery_print(const Argument& packed) {
  const Template print = read_template(packed);
  GalleryPrint out{print.position, prepare(print).bytes, std::nullopt};
  if (print.position != 0) out.code = make_code(out.prepared);
  return out;
}

/// Reads a SubjectBatch. Print i belongs to the subject s with prints_up_to[s - 1] <= i < prints_up_to[s].
std::vector<GallerySubject> read_subjects(const Argument& batch) {
  const auto numbers = read_subject_numbers(batch.field("numbers"));
  const auto systems = batch.field("systems").uint16_column();
  const auto owners = batch.field("owners").uint16_column();
  const Argument prints_up_to_argument = batch.field("printsUpTo");
  const auto prints_up_to = prints_up_to_argument.uint32_column();
  if (systems.size() != numbers.size() || owners.size() != numbers.size() || prints_up_to.size() != numbers.size()) {
    batch.reject("columns of equal length: numbers, systems, owners, printsUpTo");
  }

  std::vector<GallerySubject> subjects;
  subjects.reserve(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (prints_up_to[i] < (i == 0 ? 0 : prints_up_to[i - 1])) prints_up_to_argument.reject("ascending");
    subjects.push_back({numbers[i], systems[i], owners[i], {}});
  }
  std::size_t print_count = 0;
  std::size_t subject = 0;
  const Argument templates = batch.field("templates");
  templates.each_item(std::numeric_limits<std::uint32_t>::max(), [&](const Argument& packed) {
    while (subject < subjects.size() && prints_up_to[subject] <= print_count) ++subject;
    if (subject == subjects.size()) templates.reject("as many as printsUpTo counts, not more");
    subjects[subject].prints.push_back(read_gallery_print(packed));
    ++print_count;
  });
  if (print_count != (prints_up_to.empty() ? 0 : prints_up_to.back())) {
    templates.reject("as many as printsUpTo counts, not " + std::to_string(print_count));
  }
  return subjects;
}

/// Templates must not be left behind in freed memory: the gallery's copy is the one that erasing reaches.
void overwrite_templates(std::vector<GallerySubject>& subjects) noexcept {
  for (GallerySubject& subject : subjects) {
    for (GalleryPrint& print : subject.prints) overwrite(print.prepared);
  }
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
  std::vector<GallerySubject> subjects = read_subjects(argument(info, 2, "batch"));
  const auto appended = gallery->append(shard, subjects);
  overwrite_templates(subjects);
  static_cast<void>(value_or_throw(info.Env(), appended));
  return info.Env().Undefined();
}

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
  add_function<erase>(exports, "galleryErase");
  add_function<statistics>(exports, "galleryStatistics");
}

}  // namespace ridgeline::addon
