// Fingers that were made a moment ago. A master costs more than all its impressions, and those who ask for impressions, rolled
// prints and slaps of one person ask for them one after the other.
#pragma once

#include <cstdint>
#include <list>

#include "synthesis/master.hpp"

namespace ridgeline {

/// The last ten fingers, a whole person, some 15 MB. For one thread.
class MasterCache {
 public:
  /// What make_master() gives. Valid until ten other fingers were asked for.
  [[nodiscard]] const MasterPrint& of(std::uint64_t seed, std::uint64_t person, int position);

  [[nodiscard]] std::size_t size() const noexcept { return masters_.size(); }

 private:
  static constexpr std::size_t kFingers = 10;

  std::list<MasterPrint> masters_;  ///< the latest first
};

}  // namespace ridgeline
