// Reading the subjects of a list, a few at a time, so that their prints can be asked for before they are compared: they lie far
// apart in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "gallery/shard_reader.hpp"
#include "search/shortlist.hpp"

namespace ridgeline {

class ListedReader {
 public:
  struct Found {
    SubjectView subject;
    std::size_t at;  ///< in the list
  };

  /// The list is in the order in memory. Stack only, one thread, and the gallery and the list must outlive it.
  ListedReader(const Gallery& gallery, std::span<const Listed> listed, std::size_t at_a_time);

  /// The next few subjects that were not erased since; none at the end. They are valid until the next call, which lets waiting
  /// writers go on.
  [[nodiscard]] std::span<const Found> next();

 private:
  void move_to(std::uint16_t shard);

  const Gallery& gallery_;
  const std::span<const Listed> listed_;
  const std::size_t at_a_time_;
  std::size_t at_ = 0;
  std::optional<ShardReader> reader_;
  std::uint16_t shard_ = 0;
  std::vector<Found> found_;
};

}  // namespace ridgeline
