#include "match/alignment.hpp"

#include <algorithm>
#include <cmath>

#include "match/angles.hpp"

namespace ridgeline::match {

using namespace match_parameters;

void RigidFit::add(float first_x, float first_y, float second_x, float second_y, float rotation_cosine,
                   float rotation_sine, float weight) noexcept {
  weight_ += weight;
  first_x_ += weight * first_x;
  first_y_ += weight * first_y;
  second_x_ += weight * second_x;
  second_y_ += weight * second_y;
  along_ += weight * (first_x * second_x + first_y * second_y);
  across_ += weight * (first_x * second_y - first_y * second_x);
  cosine_ += weight * rotation_cosine;
  sine_ += weight * rotation_sine;
}

RigidTransform RigidFit::solve() const noexcept {
  RigidTransform out;
  if (!(weight_ > 0.0f)) return out;
  const float along = along_ - (first_x_ * second_x_ + first_y_ * second_y_) / weight_ + kDirectionWeight_px2 * cosine_;
  const float across = across_ - (first_x_ * second_y_ - first_y_ * second_x_) / weight_ + kDirectionWeight_px2 * sine_;
  const float length = std::sqrt(along * along + across * across);
  if (length > 0.0f) {
    out.cosine = along / length;
    out.sine = across / length;
  }
  out.x = (second_x_ - (out.cosine * first_x_ - out.sine * first_y_)) / weight_;
  out.y = (second_y_ - (out.sine * first_x_ + out.cosine * first_y_)) / weight_;
  return out;
}

namespace {

// Sums of products of coordinates keep more digits when the second print is taken from a nearby origin.
class CentredFit {
 public:
  CentredFit(const Side& first, const Side& second, std::size_t origin_first, std::size_t origin_second)
      : first_(first),
        second_(second),
        first_x_(first.x[origin_first]),
        first_y_(first.y[origin_first]),
        second_x_(second.x[origin_second]),
        second_y_(second.y[origin_second]) {}

  void add(std::size_t i, std::size_t j, float weight) {
    const AngleTable& turn = angle_table();
    const auto rotation = static_cast<std::uint8_t>(second_.angles[j] - first_.angles[i]);
    fit_.add(first_.x[i] - first_x_, first_.y[i] - first_y_, second_.x[j] - second_x_, second_.y[j] - second_y_,
             turn.cosine[rotation], turn.sine[rotation], weight);
  }
  [[nodiscard]] RigidTransform solve() const {
    RigidTransform out = fit_.solve();
    out.x += second_x_ - (out.cosine * first_x_ - out.sine * first_y_);
    out.y += second_y_ - (out.sine * first_x_ + out.cosine * first_y_);
    return out;
  }

 private:
  const Side& first_;
  const Side& second_;
  float first_x_, first_y_, second_x_, second_y_;
  RigidFit fit_;
};

}  // namespace

RigidTransform first_transform(const Side& first, const Side& second, const CandidatePairs& candidates,
                               const Relaxation& relaxation) {
  const std::size_t seed = relaxation.seed;
  const float* row = relaxation.compatibility.data() + seed * kMaxPairs;
  CentredFit fit(first, second, candidates.first[seed], candidates.second[seed]);
  const float strongest = relaxation.strongest > 0.0f ? relaxation.strongest : 1.0f;
  fit.add(candidates.first[seed], candidates.second[seed], 1.0f);
  for (std::size_t t = 0; t < candidates.count; ++t) {
    if (row[t] <= 0.0f) continue;
    fit.add(candidates.first[t], candidates.second[t], row[t] * relaxation.strength[t] / strongest);
  }
  return fit.solve();
}

RigidTransform refit(const Side& first, const Side& second, const Pairing& pairing) {
  CentredFit fit(first, second, pairing.first[0], pairing.second[0]);
  for (std::size_t k = 0; k < pairing.count; ++k) fit.add(pairing.first[k], pairing.second[k], pairing.weight[k]);
  return fit.solve();
}

void place(const Side& first, const RigidTransform& rigid, Placement& placement) {
  placement.rigid = rigid;
  placement.rotation_rad =
      static_cast<float>(arc_tangent(static_cast<double>(rigid.sine), static_cast<double>(rigid.cosine)));
  for (std::size_t i = 0; i < first.padded; ++i) {
    placement.x[i] = rigid.cosine * first.x[i] - rigid.sine * first.y[i] + rigid.x;
    placement.y[i] = rigid.sine * first.x[i] + rigid.cosine * first.y[i] + rigid.y;
  }
}

}  // namespace ridgeline::match
