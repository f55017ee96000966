// A plain model of WSQ's wavelet transform, for the tests to compare the decoder with: analysis by its definition on
// lines that are mirrored sample by sample, synthesis by inverting the matrix of that analysis, both in double
// precision. It shares nothing with the decoder, neither filters nor rules for the ends of lines nor the layout of
// subbands.
#pragma once

#include <cmath>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace ridgeline::test {

/// Analysis filters as a stream carries them: right halves, the middle tap included where the length is odd.
struct FilterPair {
  bool even;
  std::vector<double> low_half;
  std::vector<double> high_half;

  [[nodiscard]] static std::size_t length(const std::vector<double>& half, bool even) {
    return 2 * half.size() - (even ? 0 : 1);
  }
};

struct Plane {
  int width = 0;
  int height = 0;
  std::vector<double> samples;

  Plane() = default;
  Plane(int w, int h) : width(w), height(h), samples(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  double& at(int x, int y) {
    return samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  [[nodiscard]] double at(int x, int y) const { return const_cast<Plane*>(this)->at(x, y); }
};

using Line = std::vector<double>;

// Tap k of a filter about its middle; even filters have their middle between the taps -1 and 0.
inline double tap(const std::vector<double>& half, bool even, double left_sign, int k) {
  const int place = k >= 0 ? k : (even ? -1 - k : -k);
  if (place >= static_cast<int>(half.size())) return 0;
  return (k < 0 ? left_sign : 1.0) * half[static_cast<std::size_t>(place)];
}

// Which sample stands at place i of a line that goes on as its own mirror image: about its end samples for odd filters,
// about the edges half a sample beyond them for even ones.
inline int mirrored(int i, int size, bool even) {
  if (size == 1) return 0;
  while (i < 0 || i >= size) {
    if (i < 0) i = even ? -1 - i : -i;
    if (i >= size) i = (even ? 2 * size - 1 : 2 * size - 2) - i;
  }
  return i;
}

/// The low-pass samples of a line, then the high-pass samples.
inline Line analyzed(const Line& line, const FilterPair& filters) {
  const int size = static_cast<int>(line.size());
  const int reach = 20;
  const auto filtered = [&](const std::vector<double>& half, double left_sign, int middle) {
    double sum = 0;
    for (int k = -reach; k <= reach; ++k) {
      sum += tap(half, filters.even, left_sign, k) *
             line[static_cast<std::size_t>(mirrored(middle - k, size, filters.even))];
    }
    return sum;
  };
  Line result;
  for (int n = 0; n < size - size / 2; ++n) result.push_back(filtered(filters.low_half, 1, 2 * n));
  for (int n = 0; n < size / 2; ++n) {
    result.push_back(filtered(filters.high_half, filters.even ? -1 : 1, filters.even ? 2 * n : 2 * n + 1));
  }
  return result;
}

/// Undoes analyzed() for lines of any size, by Gaussian elimination.
class Inverse {
 public:
  explicit Inverse(FilterPair filters) : filters_(std::move(filters)) {}

  [[nodiscard]] Line operator()(const Line& halves) {
    const auto size = halves.size();
    if (size == 0) return {};
    const auto& matrix = matrices_.contains(size) ? matrices_[size] : matrices_[size] = inverted(size);
    Line line(size);
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) line[i] += matrix[i][j] * halves[j];
    }
    return line;
  }

 private:
  [[nodiscard]] std::vector<Line> inverted(std::size_t size) const {
    std::vector<Line> rows(size, Line(2 * size));
    for (std::size_t j = 0; j < size; ++j) {
      Line unit(size);
      unit[j] = 1;
      const Line column = analyzed(unit, filters_);
      for (std::size_t i = 0; i < size; ++i) rows[i][j] = column[i];
      rows[j][size + j] = 1;
    }
    for (std::size_t i = 0; i < size; ++i) eliminate(rows, i);
    for (Line& row : rows) row.erase(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(size));
    return rows;
  }

  static void eliminate(std::vector<Line>& rows, std::size_t i) {
    std::size_t pivot = i;
    for (std::size_t j = i; j < rows.size(); ++j) {
      if (std::abs(rows[j][i]) > std::abs(rows[pivot][i])) pivot = j;
    }
    std::swap(rows[i], rows[pivot]);
    const double divisor = rows[i][i];
    for (double& value : rows[i]) value /= divisor;
    for (std::size_t j = 0; j < rows.size(); ++j) {
      const double factor = j == i ? 0 : rows[j][i];
      if (factor == 0) continue;
      for (std::size_t k = 0; k < rows[j].size(); ++k) rows[j][k] -= factor * rows[i][k];
    }
  }

  FilterPair filters_;
  std::map<std::size_t, std::vector<Line>> matrices_;
};

/// How the image is split: a node has four children or none.
struct SplitTree {
  std::vector<SplitTree> children;

  [[nodiscard]] static SplitTree even(int times) {
    return times == 0 ? SplitTree{} : SplitTree{std::vector<SplitTree>(4, even(times - 1))};
  }
  /// The 64 subbands of WSQ.
  [[nodiscard]] static SplitTree wsq() {
    const SplitTree leaf{};
    const SplitTree lowest_fourth{{even(1), leaf, leaf, leaf}};
    const SplitTree lowest{{lowest_fourth, even(1), even(1), even(1)}};
    const SplitTree low{{lowest, even(2), even(2), leaf}};
    return {{low, even(1), even(1), even(1)}};
  }
};

/// Takes images apart into subbands and puts them together, along a tree. A part that is high-pass in a direction has
/// its frequencies in reversed order, so that there the low-pass part of a further split comes second.
class WaveletModel {
 public:
  explicit WaveletModel(const FilterPair& filters) : filters_(filters), inverse_(filters) {}

  void take_apart(const SplitTree& tree, const Plane& plane, bool flip_x, bool flip_y, std::vector<Plane>& subbands) {
    if (tree.children.empty()) {
      subbands.push_back(plane);
      return;
    }
    const Plane halves = along_columns(along_rows(plane, Direction::apart), Direction::apart);
    for (int i = 0; i < 4; ++i) {
      const bool right = i % 2 == 1;
      const bool below = i / 2 == 1;
      take_apart(tree.children[static_cast<std::size_t>(i)], quarter(halves, right != flip_x, below != flip_y), right,
                 below, subbands);
    }
  }

  /// `next` is the place of the first subband to take and moves on behind the last.
  Plane put_together(const SplitTree& tree, const std::vector<Plane>& subbands, bool flip_x, bool flip_y,
                     std::size_t& next) {
    if (tree.children.empty()) return subbands[next++];
    Plane quarters[4];
    for (int i = 0; i < 4; ++i) {
      const bool right = i % 2 == 1;
      const bool below = i / 2 == 1;
      quarters[(right != flip_x ? 1 : 0) + (below != flip_y ? 2 : 0)] =
          put_together(tree.children[static_cast<std::size_t>(i)], subbands, right, below, next);
    }
    Plane halves(quarters[0].width + quarters[1].width, quarters[0].height + quarters[2].height);
    for (int y = 0; y < halves.height; ++y) {
      for (int x = 0; x < halves.width; ++x) {
        const bool high_x = x >= quarters[0].width;
        const bool high_y = y >= quarters[0].height;
        halves.at(x, y) = quarters[(high_x ? 1 : 0) + (high_y ? 2 : 0)].at(x - (high_x ? quarters[0].width : 0),
                                                                           y - (high_y ? quarters[0].height : 0));
      }
    }
    return along_rows(along_columns(halves, Direction::together), Direction::together);
  }

 private:
  enum class Direction { apart, together };

  Line transformed(const Line& line, Direction direction) {
    return direction == Direction::apart ? analyzed(line, filters_) : inverse_(line);
  }

  Plane along_rows(const Plane& plane, Direction direction) {
    Plane result(plane.width, plane.height);
    for (int y = 0; y < plane.height; ++y) {
      Line line;
      for (int x = 0; x < plane.width; ++x) line.push_back(plane.at(x, y));
      line = transformed(line, direction);
      for (int x = 0; x < plane.width; ++x) result.at(x, y) = line[static_cast<std::size_t>(x)];
    }
    return result;
  }

  Plane along_columns(const Plane& plane, Direction direction) {
    return transposed(along_rows(transposed(plane), direction));
  }

  static Plane transposed(const Plane& plane) {
    Plane result(plane.height, plane.width);
    for (int y = 0; y < plane.height; ++y) {
      for (int x = 0; x < plane.width; ++x) result.at(y, x) = plane.at(x, y);
    }
    return result;
  }

  static Plane quarter(const Plane& halves, bool high_x, bool high_y) {
    const int low_width = halves.width - halves.width / 2;
    const int low_height = halves.height - halves.height / 2;
    Plane result(high_x ? halves.width / 2 : low_width, high_y ? halves.height / 2 : low_height);
    for (int y = 0; y < result.height; ++y) {
      for (int x = 0; x < result.width; ++x) {
        result.at(x, y) = halves.at(x + (high_x ? low_width : 0), y + (high_y ? low_height : 0));
      }
    }
    return result;
  }

  FilterPair filters_;
  Inverse inverse_;
};

}  // namespace ridgeline::test
