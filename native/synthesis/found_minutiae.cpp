#include "synthesis/found_minutiae.hpp"

#include <algorithm>
#include <utility>

#include "base/math.hpp"
#include "synthesis/point_noise.hpp"
#include "synthesis/shown_skin.hpp"
#include "synthesis/skin_flow.hpp"
#include "synthesis/spaced_points.hpp"
#include "synthesis/template_parameters.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr double kStepsPerTurn = 256.0;
constexpr double kAheadPx = 4.0;

class Finder {
 public:
  Finder(const FingerMinutiae& finger, const TemplateTraits& traits, Random random)
      : finger_(finger), traits_(traits), random_(random), skin_(traits, random_) {}

  std::vector<Minutia> run() {
    found_.reserve(finger_.minutiae.size());
    for (const DrawnMinutia& minutia : finger_.minutiae) find(minutia);
    const double wanted = traits_.false_share * static_cast<double>(found_.size());
    const int count = static_cast<int>(wanted + random_.uniform());
    if (count > 0) invent(count);
    return std::move(found_);
  }

 private:
  struct Invention {
    Point at;
    double leaning;
    double quality;
  };

  static double deviate(Random& random) noexcept { return quick_normal(random.bits()); }

  // Every minutia draws from a stream of its own, so that the loss of one changes nothing about the others.
  void find(const DrawnMinutia& minutia) {
    Random random(random_.bits());
    const SkinPosition& position = traits_.position;
    const Point pressed = position.pressed(minutia.at);
    if (!skin_.touches(pressed)) return;
    const double clarity = skin_.clarity_at(pressed);
    const double shown =
        kStrengthWeight * minutia.strength + kClarityWeight * clarity + kChanceWeight * deviate(random);
    if (shown < traits_.loss_level) return;
    const Point ahead =
        position.pressed({minutia.at.x + kAheadPx * minutia.along.x, minutia.at.y + kAheadPx * minutia.along.y});
    const Point straight = position.in_picture(pressed);
    const Point end = position.in_picture(ahead);
    double angle = arc_tangent(straight.y - end.y, end.x - straight.x) + traits_.jitter_rad * deviate(random);
    Point at{straight.x + traits_.jitter_px * deviate(random), straight.y};
    at.y += traits_.jitter_px * deviate(random);
    if (random.chance(traits_.slip_chance)) {
      const double slip = kSlipPx / kAheadPx * deviate(random);
      at.x += slip * (end.x - straight.x);
      at.y += slip * (end.y - straight.y);
      angle += kSlipRad * deviate(random);
    }
    const double leaning = minutia.leaning + traits_.leaning + traits_.leaning_noise * deviate(random);
    const double quality = traits_.mean_quality + kQualityPerClarity * clarity +
                           kQualityPerStrength * minutia.strength + kQualityNoise * deviate(random);
    if (spaced_.take(at, kLeastFoundSpacingPx)) add(at, angle, leaning, quality);
  }

  // Noise and breaks of ridges, most of them where the print is not clear.
  void invent(int count) {
    const SkinPosition& position = traits_.position;
    std::vector<MinutiaPlace> places;
    std::vector<Invention> inventions;
    for (int tries = count * 6; tries > 0 && count > 0; --tries) {
      Point pressed{traits_.half_axes_px.x * random_.uniform(-1.0, 1.0), 0};
      pressed.y = random_.uniform(-traits_.half_axes_px.y, traits_.lower_half_px);
      const double chance = random_.uniform();
      if (!skin_.touches(pressed)) continue;
      const double clarity = skin_.clarity_at(pressed);
      if (clarity > kFalseInClear && chance > kFalseInClearChance) continue;
      const Point at = position.in_picture(pressed);
      if (!spaced_.take(at, random_.uniform(kFalseSpacingPx))) continue;
      const Point skin{pressed.x + position.skin_middle.x, pressed.y + position.skin_middle.y};
      const double choice = random_.uniform();
      places.push_back({skin, choice, kFalseDirectionRad * deviate(random_)});
      const double leaning = traits_.leaning + deviate(random_);
      const double quality =
          traits_.mean_quality - kFalseQualityLoss + kQualityPerClarity * clarity + kQualityNoise * deviate(random_);
      inventions.push_back({at, leaning, quality});
      --count;
    }
    const std::vector<Point> directions = SkinFlow(finger_.traits, finger_.flow_key).directions(places);
    for (std::size_t i = 0; i < inventions.size(); ++i) {
      const Point along = directions[i];
      const double angle = arc_tangent(-(position.sine_turn * along.x + position.cosine_turn * along.y),
                                       position.cosine_turn * along.x - position.sine_turn * along.y);
      add(inventions[i].at, angle, inventions[i].leaning, inventions[i].quality);
    }
  }

  void add(Point at, double angle_rad, double leaning, double quality) {
    if (at.x < kPictureRimPx || at.y < kPictureRimPx || at.x > traits_.width - 1 - kPictureRimPx ||
        at.y > traits_.height - 1 - kPictureRimPx) {
      return;
    }
    Minutia minutia;
    minutia.x = static_cast<std::uint16_t>(round_to_int(at.x * kStepsPerPx));
    minutia.y = static_cast<std::uint16_t>(round_to_int(at.y * kStepsPerPx));
    minutia.angle = static_cast<std::uint8_t>(round_to_int(angle_rad * (kStepsPerTurn / (2.0 * kPi))) & 0xFF);
    minutia.type = leaning < 0 ? MinutiaType::ending : MinutiaType::bifurcation;
    minutia.quality = static_cast<std::uint8_t>(round_to_int(std::clamp(quality, kLeastQuality, kMostQuality)));
    found_.push_back(minutia);
  }

  const FingerMinutiae& finger_;
  const TemplateTraits& traits_;
  Random random_;
  ShownSkin skin_;
  SpacedPoints spaced_;
  std::vector<Minutia> found_;
};

}  // namespace

std::vector<Minutia> find_drawn_minutiae(const FingerMinutiae& finger, const TemplateTraits& traits, Random random) {
  return Finder(finger, traits, random).run();
}

}  // namespace ridgeline::synthesis
