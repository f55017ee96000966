#include "extract/minutiae.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

struct Vector {
  double x = 0;
  double y = 0;
};

Vector unit(double x, double y) noexcept {
  const double length = std::sqrt(x * x + y * y);
  return length > 0 ? Vector{x / length, y / length} : Vector{};
}

Vector direction_of(const Skeleton& skeleton, int from, const Walk& line) noexcept {
  const int to = line.path.back();
  return unit(skeleton.x_of(to) - skeleton.x_of(from), skeleton.y_of(to) - skeleton.y_of(from));
}

// The orientation field's angle at the point, turned by half a turn where it opposes `towards`.
double signed_angle(const OrientationField& orientation, double x, double y, Vector towards) noexcept {
  const double angle = orientation.angle_at_px(x, y);
  return cosine(angle) * towards.x + sine(angle) * towards.y < 0 ? angle + kPi : angle;
}

class Detector {
 public:
  Detector(const Skeleton& skeleton, const OrientationField& orientation, const CellField& depth_px,
           const Clarity& clarity, const PixelPlane& response)
      : skeleton_(skeleton), orientation_(orientation), depth_px_(depth_px), clarity_(clarity), response_(response) {}

  std::vector<RawMinutia> run() {
    std::vector<RawMinutia> out;
    skeleton_.for_each_on([&](int i) {
      const int crossing = skeleton_.crossing_number(i);
      if (crossing == 1 && inside(i)) add_ending(i, out);
      if (crossing == 3 && inside(i)) add_bifurcation(i, out);
    });
    return out;
  }

 private:
  bool inside(int i) const noexcept {
    const int x = skeleton_.x_of(i);
    const int y = skeleton_.y_of(i);
    const auto border = static_cast<int>(kBorderPx);
    return x >= border && y >= border && x < skeleton_.width - border && y < skeleton_.height - border &&
           depth_px_.at(x / kCellPx, y / kCellPx) >= static_cast<float>(kBorderPx);
  }

  bool in_mask(double x, double y) const noexcept {
    const int px = static_cast<int>(x);
    const int py = static_cast<int>(y);
    return x >= 0 && y >= 0 && px < skeleton_.width && py < skeleton_.height &&
           depth_px_.at(px / kCellPx, py / kCellPx) > 0;
  }

  void add(int i, MinutiaType type, Vector towards, std::vector<RawMinutia>& out) const {
    RawMinutia minutia;
    minutia.x = skeleton_.x_of(i);
    minutia.y = skeleton_.y_of(i);
    minutia.type = type;
    minutia.angle = signed_angle(orientation_, minutia.x, minutia.y, towards);
    const float clear = clarity_.correlation.at(skeleton_.x_of(i) / kCellPx, skeleton_.y_of(i) / kCellPx);
    minutia.clarity = std::clamp(static_cast<double>(clear), 0.0, 1.0);
    centre_on_ridge(minutia);
    out.push_back(minutia);
  }

  // Moves an ending onto the crest of its ridge, to parts of a pixel: the vertex of a parabola through three responses
  // across the ridge.
  void centre_on_ridge(RawMinutia& minutia) const noexcept {
    if (minutia.type != MinutiaType::ending) return;
    const Vector across{-sine(minutia.angle), cosine(minutia.angle)};
    const double before = sample(minutia.x - across.x, minutia.y - across.y);
    const double here = sample(minutia.x, minutia.y);
    const double after = sample(minutia.x + across.x, minutia.y + across.y);
    const double curve = before - 2 * here + after;
    if (curve >= 0) return;
    const double shift = std::clamp(0.5 * (before - after) / curve, -1.0, 1.0);
    minutia.x += shift * across.x;
    minutia.y += shift * across.y;
  }

  double sample(double x, double y) const noexcept {
    const int x0 = static_cast<int>(x);
    const int y0 = static_cast<int>(y);
    const double wx = x - x0;
    const double wy = y - y0;
    const std::int16_t* top = response_.row(y0) + x0;
    const std::int16_t* bottom = response_.row(y0 + 1) + x0;
    return (1 - wy) * ((1 - wx) * top[0] + wx * top[1]) + wy * ((1 - wx) * bottom[0] + wx * bottom[1]);
  }

  void add_ending(int i, std::vector<RawMinutia>& out) const {
    const std::vector<int> starts = branches(skeleton_, i);
    if (starts.empty()) return;
    const Walk line = walk(skeleton_, i, starts.front(), kTracePx);
    if (line.stop != Walk::Stop::length && static_cast<int>(line.path.size()) < kMinTracePx) return;
    const Vector along = direction_of(skeleton_, i, line);
    const double angle = signed_angle(orientation_, skeleton_.x_of(i), skeleton_.y_of(i), along);
    if (!in_mask(skeleton_.x_of(i) - kAheadPx * cosine(angle), skeleton_.y_of(i) - kAheadPx * sine(angle))) return;
    add(i, MinutiaType::ending, along, out);
  }

  void add_bifurcation(int i, std::vector<RawMinutia>& out) const {
    const std::vector<int> starts = branches(skeleton_, i);
    if (starts.size() != 3) return;
    Vector arms[3];
    for (std::size_t k = 0; k < 3; ++k) arms[k] = direction_of(skeleton_, i, walk(skeleton_, i, starts[k], kTracePx));
    std::size_t stem = 0;
    double closest = -2;
    for (std::size_t k = 0; k < 3; ++k) {
      const Vector& a = arms[(k + 1) % 3];
      const Vector& b = arms[(k + 2) % 3];
      const double likeness = a.x * b.x + a.y * b.y;
      if (likeness > closest) {
        closest = likeness;
        stem = k;
      }
    }
    const Vector& a = arms[(stem + 1) % 3];
    const Vector& b = arms[(stem + 2) % 3];
    add(i, MinutiaType::bifurcation, {a.x + b.x - arms[stem].x, a.y + b.y - arms[stem].y}, out);
  }

  const Skeleton& skeleton_;
  const OrientationField& orientation_;
  const CellField& depth_px_;
  const Clarity& clarity_;
  const PixelPlane& response_;
};

}  // namespace

std::vector<RawMinutia> detect_minutiae(const Skeleton& skeleton, const OrientationField& orientation,
                                        const CellField& depth_px, const Clarity& clarity, const PixelPlane& response) {
  return Detector(skeleton, orientation, depth_px, clarity, response).run();
}

Minutia to_minutia(const RawMinutia& raw) noexcept {
  Minutia out;
  out.x = static_cast<std::uint16_t>(round_to_int(std::max(0.0, raw.x) * kStepsPerPx));
  out.y = static_cast<std::uint16_t>(round_to_int(std::max(0.0, raw.y) * kStepsPerPx));
  // Image axes run clockwise, the template's counter-clockwise.
  out.angle = static_cast<std::uint8_t>(round_to_int(-raw.angle / (2 * kPi) * 256.0) & 0xFF);
  out.type = raw.type;
  out.quality = static_cast<std::uint8_t>(std::max(1, round_to_int(raw.clarity * 100.0)));
  return out;
}

}  // namespace ridgeline
