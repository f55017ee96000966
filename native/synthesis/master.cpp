#include "synthesis/master.hpp"

#include <algorithm>

#include "synthesis/flow.hpp"
#include "synthesis/growth.hpp"
#include "synthesis/healing.hpp"
#include "synthesis/skin_marks.hpp"

namespace ridgeline {

MasterPrint make_master(std::uint64_t seed, std::uint64_t person, int position) {
  MasterPrint master;
  master.name = {seed, person, std::clamp(position, 1, 10)};
  master.traits = synthesis::draw_finger_traits(master.name);
  master.orientation = synthesis::orientation_field(master.name, master.traits);
  master.period = synthesis::period_map(master.name, master.traits, master.orientation);
  master.ridges = synthesis::grow_ridges(master.name, master.traits.growth_passes, master.orientation, master.period);
  master.minutiae = synthesis::heal(master.ridges, master.orientation, master.period);
  synthesis::mark_doubtful(master.minutiae, master.traits);
  master.pores = synthesis::pores(master.name, master.ridges);
  master.creases = synthesis::creases(master.name, master.traits);
  return master;
}

}  // namespace ridgeline
