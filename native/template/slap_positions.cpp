#include "template/slap_positions.hpp"

#include <array>

namespace ridgeline {
namespace {

// As the pictures show them: prints are not mirrored, so a right hand's index finger is on the left.
constexpr std::array<int, 1> kRightThumb = {1};
constexpr std::array<int, 1> kLeftThumb = {6};
constexpr std::array<int, 4> kRightHand = {2, 3, 4, 5};
constexpr std::array<int, 4> kLeftHand = {10, 9, 8, 7};
constexpr std::array<int, 2> kThumbs = {6, 1};

}  // namespace

std::span<const int> fingers_of_slap(int position) noexcept {
  switch (position) {
    case kRightThumbPlain:
      return kRightThumb;
    case kLeftThumbPlain:
      return kLeftThumb;
    case kRightFour:
      return kRightHand;
    case kLeftFour:
      return kLeftHand;
    case kBothThumbs:
      return kThumbs;
    default:
      return {};
  }
}

}  // namespace ridgeline
