#include "search/listed_reader.hpp"

namespace ridgeline {

ListedReader::ListedReader(const Gallery& gallery, std::span<const Listed> listed, std::size_t at_a_time)
    : gallery_(gallery), listed_(listed), at_a_time_(at_a_time) {
  found_.reserve(at_a_time);
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
    for (std::size_t left = at_a_time_; left > 0 && at_ < listed_.size(); --left, ++at_) {
      if (listed_[at_].shard != shard_) break;
      if (reader_->seek(listed_[at_].serial)) found_.push_back({reader_->subject(), at_});
    }
  }
  return found_;
}

}  // namespace ridgeline
