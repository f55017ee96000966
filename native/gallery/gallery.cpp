#include "gallery/gallery.hpp"

#include <new>
#include <optional>

#include "base/limits.hpp"
#include "gallery/memory_budget.hpp"
#include "gallery/reader_epochs.hpp"
#include "gallery/shard.hpp"

namespace ridgeline {
namespace {

constexpr std::uint8_t kLastPosition = 10;

Error invalid(const GallerySubjectView& subject, const std::string& what) {
  return {ErrorCode::INVALID_ARGUMENT, "subject number " + std::to_string(subject.number) + ": " + what};
}

std::optional<Error> check(const GallerySubjectView& subject) {
  if (subject.prints.empty() || subject.prints.size() > limits::kMaxTemplatesPerSubject) {
    return invalid(subject, "expected 1 to " + std::to_string(limits::kMaxTemplatesPerSubject) + " prints, got " +
                                std::to_string(subject.prints.size()));
  }
  for (const GalleryPrintView& print : subject.prints) {
    if (print.position > kLastPosition) {
      return invalid(subject, "expected finger position 0 to 10, got " + std::to_string(print.position));
    }
    if (print.prepared.empty() || print.prepared.size() > kMaxPreparedBytes) {
      return invalid(subject, "a prepared print of " + std::to_string(print.prepared.size()) + " bytes");
    }
  }
  return std::nullopt;
}

std::optional<Error> check_shard(std::size_t shard, std::size_t shards) {
  if (shard < shards) return std::nullopt;
  return Error{ErrorCode::INVALID_ARGUMENT,
               "expected a shard below " + std::to_string(shards) + ", got " + std::to_string(shard)};
}

}  // namespace

Result<std::shared_ptr<Gallery>> Gallery::create(std::size_t shards, std::size_t max_bytes) {
  if (shards == 0 || shards > limits::kMaxShards) {
    return Error{ErrorCode::INVALID_ARGUMENT,
                 "expected 1 to " + std::to_string(limits::kMaxShards) + " shards, got " + std::to_string(shards)};
  }
  try {
    return std::shared_ptr<Gallery>(new Gallery(shards, max_bytes));
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for the heads of " + std::to_string(shards) + " shards"};
  }
}

Gallery::Gallery(std::size_t shards, std::size_t max_bytes)
    : epochs_(std::make_unique<ReaderEpochs>()), budget_(std::make_unique<MemoryBudget>(max_bytes)) {
  shards_.reserve(shards);
  for (std::size_t i = 0; i < shards; ++i) shards_.push_back(std::make_unique<Shard>(*epochs_, *budget_));
}

Gallery::~Gallery() = default;

GalleryPrintView view_of(const GalleryPrint& print) noexcept {
  GalleryPrintView view{.position = print.position, .prepared = print.prepared, .code = {}};
  if (print.code) view.code = *print.code;
  return view;
}

Result<std::size_t> Gallery::append(std::size_t shard, std::span<const GallerySubject> subjects) {
  std::vector<GallerySubjectView> views;
  views.reserve(subjects.size());
  for (const GallerySubject& subject : subjects) {
    views.push_back({subject.number, subject.system, subject.owner, {}});
    for (const GalleryPrint& print : subject.prints) views.back().prints.push_back(view_of(print));
  }
  return append(shard, views);
}

Result<std::size_t> Gallery::append(std::size_t shard, std::span<const GallerySubjectView> subjects) {
  if (auto error = check_shard(shard, shards_.size())) return *std::move(error);
  for (const GallerySubjectView& subject : subjects) {
    if (auto error = check(subject)) return *std::move(error);
  }
  return shards_[shard]->append(subjects);
}

Result<std::size_t> Gallery::erase(std::size_t shard, std::span<const SubjectNumber> numbers) {
  if (auto error = check_shard(shard, shards_.size())) return *std::move(error);
  return shards_[shard]->erase(numbers);
}

std::size_t Gallery::subjects_of(std::span<const std::uint16_t> shards) const noexcept {
  GalleryStatistics statistics;
  for (const std::uint16_t shard : shards) shards_[shard]->add_to(statistics);
  return statistics.subjects;
}

GalleryStatistics Gallery::statistics() const {
  GalleryStatistics statistics;
  statistics.shards = shards_.size();
  for (const auto& shard : shards_) shard->add_to(statistics);
  statistics.bytes = budget_->used_bytes();
  return statistics;
}

}  // namespace ridgeline
