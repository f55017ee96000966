#include "synthesis/master_cache.hpp"

#include <algorithm>

namespace ridgeline {

const MasterPrint& MasterCache::of(std::uint64_t seed, std::uint64_t person, int position) {
  const auto found = std::find_if(masters_.begin(), masters_.end(), [&](const MasterPrint& master) {
    return master.name.seed == seed && master.name.person == person && master.name.position == position;
  });
  if (found != masters_.end()) {
    masters_.splice(masters_.begin(), masters_, found);
    return masters_.front();
  }
  masters_.push_front(make_master(seed, person, position));
  if (masters_.size() > kFingers) masters_.pop_back();
  return masters_.front();
}

}  // namespace ridgeline
