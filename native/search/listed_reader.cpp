#include "search/listed_reader.hpp"

namespace ridgeline {
namespace {

// Subjects at a time: some tens of kilobytes of prints, which the nearer caches hold beside the comparison's own memory, and some
// hundred microseconds between two quiescent points.
constexpr std::size_t kSubjectsAhead = 16;

}  // namespace

ListedReader::ListedReader(const Gallery& gallery, std::span<const Listed> listed)
    : gallery_(gallery), listed_(listed) {
  found_.reserve(kSubjectsAhead);
}

void ListedReader::move_to(std::uint16_t shard) {
  if (reader_ && shard_ == shard) {
    reader_->quiesce();
    return;
  }
  reader_.emplace(gallery_, shard);
  shard_ = shard;
}

std::span<const ListedReader::Found> ListedReader::next() {
  found_.clear();
  while (found_.empty() && at_ < listed_.size()) {
    move_to(listed_[at_].shard);
    for (std::size_t left = kSubjectsAhead; left > 0 && at_ < listed_.size(); --left, ++at_) {
      if (listed_[at_].shard != shard_) break;
      if (reader_->seek(listed_[at_].serial)) found_.push_back({reader_->subject(), at_});
    }
  }
  return found_;
}

}  // namespace ridgeline
