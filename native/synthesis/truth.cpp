#include "synthesis/truth.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/limits.hpp"
#include "base/math.hpp"
#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr int kFullTurn = 256;

// The lowest pressure at a point and at four points kRimPx around it.
double pressure_around(const Window& window, const Plane<float>& pressure, Point at) noexcept {
  constexpr std::array<Point, 5> kAround = {{{0, 0}, {kRimPx, 0}, {-kRimPx, 0}, {0, kRimPx}, {0, -kRimPx}}};
  double lowest = 9.0;
  for (const Point& step : kAround) {
    const int x = round_to_int((at.x + step.x + 0.5) * window.scale - 0.5) - window.left;
    const int y = round_to_int((at.y + step.y + 0.5) * window.scale - 0.5) - window.top;
    if (!pressure.holds(x, y)) return -9.0;
    lowest = std::min(lowest, static_cast<double>(pressure.at(x, y)));
  }
  return lowest;
}

}  // namespace

Template true_template(const MasterPrint& master, const ImpressionTraits& traits, const Window& window,
                       const Plane<float>& pressure, PrintKind kind) {
  Template truth;
  truth.position = static_cast<std::uint8_t>(master.name.position);
  truth.impression = kind == PrintKind::rolled ? 1 : 0;
  truth.width = static_cast<std::uint16_t>(traits.width_px);
  truth.height = static_cast<std::uint16_t>(traits.height_px);
  for (const SkinMinutia& minutia : master.minutiae) {
    const Point at = traits.placement.to_picture(minutia.at);
    const double firm = pressure_around(window, pressure, at);
    if (firm < kFaintPressure) continue;
    // The direction is that of a short piece of ridge, taken to the picture with its minutia.
    const Point ahead = traits.placement.to_picture({minutia.at.x + kShortPiecePx * cosine(minutia.angle_rad),
                                                     minutia.at.y + kShortPiecePx * sine(minutia.angle_rad)});
    const double angle = arc_tangent(at.y - ahead.y, ahead.x - at.x);
    const int turn = round_to_int(angle * (kFullTurn / (2.0 * kPi)));
    Minutia out;
    out.x = static_cast<std::uint16_t>(round_to_int(at.x * kStepsPerPx));
    out.y = static_cast<std::uint16_t>(round_to_int(at.y * kStepsPerPx));
    out.angle = static_cast<std::uint8_t>((turn + kFullTurn) % kFullTurn);
    out.type = minutia.type;
    // Best where ridges and valleys are equally wide.
    const double off = firm < 0 ? -firm / -kFaintPressure : std::min(firm, 1.0);
    out.quality = static_cast<std::uint8_t>(round_to_int(100.0 - kWorstQualityLoss * off));
    truth.minutiae.push_back(out);
  }
  std::stable_sort(truth.minutiae.begin(), truth.minutiae.end(),
                   [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
  if (truth.minutiae.size() > limits::kMaxMinutiae) truth.minutiae.resize(limits::kMaxMinutiae);
  int sum = 0;
  for (const Minutia& minutia : truth.minutiae) sum += minutia.quality;
  const int count = static_cast<int>(truth.minutiae.size());
  truth.quality = static_cast<std::uint8_t>(count > 0 ? sum / count : 0);
  return truth;
}

}  // namespace ridgeline::synthesis
