#include "extract/foreground.hpp"

#include <algorithm>
#include <cmath>

#include "extract/kernels/planes.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

// Labels 4-connected components of cells whose value is `wanted` and calls visit(members, touches_border) for each.
template <class Visit>
void for_each_component(const CellMask& mask, std::uint8_t wanted, Visit visit) {
  CellMask seen(mask.width, mask.height);
  std::vector<std::size_t> members;
  for (std::size_t start = 0; start < mask.size(); ++start) {
    if (mask.values[start] != wanted || seen.values[start] != 0) continue;
    members.assign(1, start);
    seen.values[start] = 1;
    bool touches_border = false;
    for (std::size_t next = 0; next < members.size(); ++next) {
      const int x = static_cast<int>(members[next] % static_cast<std::size_t>(mask.width));
      const int y = static_cast<int>(members[next] / static_cast<std::size_t>(mask.width));
      const auto visit_cell = [&](int nx, int ny) {
        if (nx < 0 || ny < 0 || nx >= mask.width || ny >= mask.height) {
          touches_border = true;
          return;
        }
        const std::size_t i = mask.index(nx, ny);
        if (mask.values[i] != wanted || seen.values[i] != 0) return;
        seen.values[i] = 1;
        members.push_back(i);
      };
      visit_cell(x - 1, y);
      visit_cell(x + 1, y);
      visit_cell(x, y - 1);
      visit_cell(x, y + 1);
    }
    visit(members, touches_border);
  }
}

void drop_small_components(CellMask& mask) {
  std::size_t largest = 0;
  for_each_component(mask, 1, [&](const auto& members, bool) { largest = std::max(largest, members.size()); });
  const double least = kComponentShare * static_cast<double>(largest);
  CellMask out = mask;
  for_each_component(mask, 1, [&](const auto& members, bool) {
    if (static_cast<double>(members.size()) >= least) return;
    for (const std::size_t i : members) out.values[i] = 0;
  });
  mask = std::move(out);
}

void fill_holes(CellMask& mask, int below_cells) {
  CellMask out = mask;
  for_each_component(mask, 0, [&](const auto& members, bool touches_border) {
    if (touches_border || static_cast<int>(members.size()) >= below_cells) return;
    for (const std::size_t i : members) out.values[i] = 1;
  });
  mask = std::move(out);
}

CellMask majority(const CellMask& mask, double sigma_cells) {
  CellField share(mask.width, mask.height);
  for (std::size_t i = 0; i < mask.size(); ++i) share.values[i] = mask.values[i] != 0 ? 1.0f : 0.0f;
  share = blur(share, sigma_cells);
  CellMask out(mask.width, mask.height);
  for (std::size_t i = 0; i < mask.size(); ++i) out.values[i] = share.values[i] > 0.5f ? 1 : 0;
  return out;
}

// Cell sums of products of two planes' pixels, in units of one deviation times one response.
struct ProductSums {
  CellField cross;
  CellField first;
  CellField second;
};

ProductSums product_sums(const PixelPlane& normalised, const PixelPlane& response) {
  ProductSums out{CellField(cells_of(normalised.width), cells_of(normalised.height)), {}, {}};
  out.first = out.cross;
  out.second = out.cross;
  constexpr float kFirst = 1.0f / (static_cast<float>(kNormalisedScale) * kNormalisedScale);
  constexpr float kSecond = 1.0f / (static_cast<float>(kResponseScale) * kResponseScale);
  constexpr float kCross = 1.0f / (static_cast<float>(kNormalisedScale) * kResponseScale);
  const auto product_row = kernels::plane_kernels().product_row;
  std::vector<std::int32_t> sums = column_sums(normalised.width, 3);
  for (int cy = 0; cy < out.cross.height; ++cy) {
    const std::size_t at = out.cross.index(0, cy);
    product_row(normalised.cell_rows(cy).data(), response.cell_rows(cy).data(), normalised.rows_in_cell(cy),
                normalised.width, sums.data(), {&out.cross.values[at], &out.first.values[at], &out.second.values[at]});
  }
  for (float& value : out.cross.values) value *= kCross;
  for (float& value : out.first.values) value *= kFirst;
  for (float& value : out.second.values) value *= kSecond;
  return out;
}

}  // namespace

CellMask loose_mask(const CellField& deviation, const CellField& coherence) {
  const float strong = quantile(deviation, nullptr, kLooseDeviationQuantile);
  const float least =
      std::max(static_cast<float>(kLooseDeviationFloor), static_cast<float>(kLooseDeviationShare) * strong);
  const CellField smooth = blur(coherence, kLooseSmoothingSigma_cells);
  CellMask mask(deviation.width, deviation.height);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    mask.values[i] = deviation.values[i] > least && smooth.values[i] > static_cast<float>(kLooseCoherence) ? 1 : 0;
  }
  mask = majority(mask, kLooseSmoothingSigma_cells);
  drop_small_components(mask);
  fill_holes(mask, kLooseHole_cells);
  return mask;
}

Clarity measure_clarity(const PixelPlane& normalised, const PixelPlane& response) {
  ProductSums sums = product_sums(normalised, response);
  Clarity out{blur(sums.cross, kClaritySigma_cells), blur(sums.second, kAmplitudeSigma_cells)};
  const CellField first = blur(sums.first, kClaritySigma_cells);
  const CellField second = blur(sums.second, kClaritySigma_cells);
  for (std::size_t i = 0; i < first.size(); ++i) {
    out.correlation.values[i] /= std::sqrt(first.values[i] * second.values[i]) + static_cast<float>(kClarityFloor);
  }
  return out;
}

CellMask final_mask(const CellMask& loose, const Clarity& clarity) {
  const float least_amplitude = static_cast<float>(kAmplitudeShare) * quantile(clarity.amplitude, &loose, 0.5);
  CellMask mask(loose.width, loose.height);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    mask.values[i] = loose.values[i] != 0 && clarity.correlation.values[i] >= static_cast<float>(kMinClarity) &&
                             clarity.amplitude.values[i] >= least_amplitude
                         ? 1
                         : 0;
  }
  mask = majority(mask, kFinalSmoothingSigma_cells);
  drop_small_components(mask);
  fill_holes(mask, kFinalHole_cells);
  return mask;
}

CellField distance_from_edge(const CellMask& mask) {
  constexpr float kStraight = kCellPx;
  constexpr float kDiagonal = kCellPx * 1.41421356f;
  CellField distance(mask.width, mask.height, 0.0f);
  const auto get = [&](int x, int y) {
    return x < 0 || y < 0 || x >= mask.width || y >= mask.height ? 0.0f : distance.at(x, y);
  };
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (mask.at(x, y) == 0) continue;
      distance.at(x, y) = std::min({get(x - 1, y) + kStraight, get(x, y - 1) + kStraight, get(x - 1, y - 1) + kDiagonal,
                                    get(x + 1, y - 1) + kDiagonal});
    }
  }
  for (int y = mask.height - 1; y >= 0; --y) {
    for (int x = mask.width - 1; x >= 0; --x) {
      if (mask.at(x, y) == 0) continue;
      distance.at(x, y) = std::min({distance.at(x, y), get(x + 1, y) + kStraight, get(x, y + 1) + kStraight,
                                    get(x + 1, y + 1) + kDiagonal, get(x - 1, y + 1) + kDiagonal});
    }
  }
  return distance;
}

int count_cells(const CellMask& mask) noexcept {
  return static_cast<int>(std::count_if(mask.values.begin(), mask.values.end(), [](std::uint8_t v) { return v != 0; }));
}

}  // namespace ridgeline
