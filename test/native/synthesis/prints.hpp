// Synthetic prints that several tests look at, made once.
#pragma once

#include <array>
#include <map>

#include "synthesis/synthesis.hpp"

namespace prints {

inline constexpr std::uint64_t kSeed = 42;

/// The finger of a person of kSeed; position 1 to 10 by the person's number.
inline const ridgeline::MasterPrint& master(int person) {
  static std::map<int, ridgeline::MasterPrint> made;
  const auto found = made.find(person);
  if (found != made.end()) return found->second;
  return made.emplace(person, ridgeline::make_master(kSeed, static_cast<std::uint64_t>(person), 1 + person % 10))
      .first->second;
}

inline constexpr std::array<int, 5> kPeople = {0, 1, 2, 3, 4};

}  // namespace prints
