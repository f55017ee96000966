#include "extract/explain.hpp"

#include <algorithm>
#include <array>

#include "base/math.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

using Colour = std::array<std::uint8_t, 3>;
constexpr Colour kRed = {220, 30, 30};
constexpr Colour kBlue = {30, 70, 230};
constexpr Colour kGreen = {20, 160, 60};

// RGB canvas with the print under what is drawn.
class Canvas {
 public:
  explicit Canvas(const GrayImage& print)
      : width_(print.width), height_(print.height), pixels_(print.pixels.size() * 3) {
    for (std::size_t i = 0; i < print.pixels.size(); ++i) {
      // Half way to white, so that the strokes stand out.
      const auto pale = static_cast<std::uint8_t>(128 + print.pixels[i] / 2);
      std::fill_n(pixels_.begin() + static_cast<std::ptrdiff_t>(3 * i), 3, pale);
    }
  }
  void dot(int x, int y, const Colour& colour) noexcept {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    std::copy(colour.begin(), colour.end(), pixels_.begin() + 3 * (static_cast<std::ptrdiff_t>(y) * width_ + x));
  }
  void stroke(double x0, double y0, double x1, double y1, const Colour& colour) noexcept {
    constexpr int kSteps = 24;
    for (int k = 0; k <= kSteps; ++k) {
      dot(round_to_int(x0 + (x1 - x0) * k / kSteps), round_to_int(y0 + (y1 - y0) * k / kSteps), colour);
    }
  }
  void show(Trace& trace, std::string_view stage) const { trace.picture({stage, width_, height_, 3, pixels_}); }

 private:
  int width_;
  int height_;
  std::vector<std::uint8_t> pixels_;
};

std::uint8_t to_grey(double share) noexcept {
  return static_cast<std::uint8_t>(round_to_int(255.0 * std::clamp(share, 0.0, 1.0)));
}

}  // namespace

void Explainer::image(std::string_view stage, const GrayImage& image) const {
  if (trace_ != nullptr) trace_->picture({stage, image.width, image.height, 1, image.pixels});
}

void Explainer::plane(std::string_view stage, const PixelPlane& plane, int full_scale) const {
  if (trace_ == nullptr) return;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>(plane.width) * static_cast<std::size_t>(plane.height));
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) pixels.push_back(to_grey(0.5 + 0.5 * plane.at(x, y) / full_scale));
  }
  trace_->picture({stage, plane.width, plane.height, 1, pixels});
}

void Explainer::field(std::string_view stage, const CellField& field, double low, double high, int width,
                      int height) const {
  if (trace_ == nullptr) return;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x)
      pixels.push_back(to_grey((field.at(x / kCellPx, y / kCellPx) - low) / (high - low)));
  }
  trace_->picture({stage, width, height, 1, pixels});
  trace_->field({stage, field.width, field.height, kCellPx, field.values});
}

void Explainer::mask(std::string_view stage, const CellMask& mask, const GrayImage& print) const {
  if (trace_ == nullptr) return;
  std::vector<std::uint8_t> pixels = print.pixels;
  for (int y = 0; y < print.height; ++y) {
    for (int x = 0; x < print.width; ++x) {
      std::uint8_t& pixel =
          pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(print.width) + static_cast<std::size_t>(x)];
      if (mask.at(x / kCellPx, y / kCellPx) == 0) pixel = static_cast<std::uint8_t>(192 + pixel / 4);
    }
  }
  trace_->picture({stage, print.width, print.height, 1, pixels});
  const std::vector<float> values(mask.values.begin(), mask.values.end());
  trace_->field({stage, mask.width, mask.height, kCellPx, values});
}

void Explainer::orientation(std::string_view stage, const OrientationField& field, const CellMask& mask,
                            const GrayImage& print) const {
  if (trace_ == nullptr) return;
  Canvas canvas(print);
  for (int cy = 1; cy < mask.height; cy += 3) {
    for (int cx = 1; cx < mask.width; cx += 3) {
      if (mask.at(cx, cy) == 0) continue;
      const double angle = field.angle(mask.index(cx, cy));
      const double dx = 5 * cosine(angle);
      const double dy = 5 * sine(angle);
      canvas.stroke(cx * kCellPx - dx, cy * kCellPx - dy, cx * kCellPx + dx, cy * kCellPx + dy, kGreen);
    }
  }
  canvas.show(*trace_, stage);
  std::vector<float> angles_rad;
  for (std::size_t cell = 0; cell < mask.size(); ++cell) angles_rad.push_back(static_cast<float>(field.angle(cell)));
  trace_->field({stage, mask.width, mask.height, kCellPx, angles_rad});
}

void Explainer::skeleton(std::string_view stage, const Skeleton& skeleton) const {
  if (trace_ == nullptr) return;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>(skeleton.width) * static_cast<std::size_t>(skeleton.height));
  for (int y = 0; y < skeleton.height; ++y) {
    for (int x = 0; x < skeleton.width; ++x) pixels.push_back(skeleton.on(skeleton.index(x, y)) ? 0 : 255);
  }
  trace_->picture({stage, skeleton.width, skeleton.height, 1, pixels});
}

void Explainer::minutiae(std::string_view stage, const std::vector<RawMinutia>& minutiae,
                         const GrayImage& print) const {
  if (trace_ == nullptr) return;
  Canvas canvas(print);
  for (const RawMinutia& m : minutiae) {
    const Colour& colour = m.type == MinutiaType::ending ? kRed : kBlue;
    for (int k = 0; k < 32; ++k) {
      canvas.dot(round_to_int(m.x + 3 * cosine(k * kPi / 16)), round_to_int(m.y + 3 * sine(k * kPi / 16)), colour);
    }
    canvas.stroke(m.x, m.y, m.x + 11 * cosine(m.angle), m.y + 11 * sine(m.angle), colour);
  }
  canvas.show(*trace_, stage);
}

}  // namespace ridgeline
