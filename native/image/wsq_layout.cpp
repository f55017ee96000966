#include "image/wsq_layout.hpp"

namespace ridgeline::wsq {
namespace {

// How often the three higher quarters are split again at each of the five splits of the lowest frequencies: right,
// below, right below. The first split leaves 1 x 3 quarters of four subbands (52 to 63), the second 16, 16 and 1 (19 to
// 51), the third 3 x 4 (7 to 18), the last two 3 each (4 to 6 and 1 to 3).
constexpr int kDepth = 5;
constexpr int kFurtherSplits[kDepth][3] = {{1, 1, 1}, {2, 2, 0}, {1, 1, 1}, {0, 0, 0}, {0, 0, 0}};

struct Cut {
  int first;
  int second;
};

// The low-pass part takes the odd sample.
Cut cut(int size, bool high_first) {
  const int high = size / 2;
  return high_first ? Cut{high, size - high} : Cut{size - high, high};
}

class LayoutBuilder {
 public:
  explicit LayoutBuilder(Layout& layout) : layout_(layout) {}

  void split_lowest(const Split& part, int depth) {
    if (depth == kDepth) {
      add_subband(part.region);
      return;
    }
    const auto quarters = quarters_of(part);
    split_lowest(quarters[0], depth + 1);
    for (std::size_t i = 0; i < 3; ++i) split_evenly(quarters[i + 1], kFurtherSplits[depth][i]);
  }

 private:
  void split_evenly(const Split& part, int times) {
    if (times == 0) {
      add_subband(part.region);
      return;
    }
    for (const Split& quarter : quarters_of(part)) split_evenly(quarter, times - 1);
  }

  std::array<Split, 4> quarters_of(const Split& part) {
    layout_.splits.push_back(part);
    const Region& whole = part.region;
    const Cut x = cut(whole.width, part.high_first_x);
    const Cut y = cut(whole.height, part.high_first_y);
    return {Split{{whole.x, whole.y, x.first, y.first}, false, false},
            Split{{whole.x + x.first, whole.y, x.second, y.first}, true, false},
            Split{{whole.x, whole.y + y.first, x.first, y.second}, false, true},
            Split{{whole.x + x.first, whole.y + y.first, x.second, y.second}, true, true}};
  }

  void add_subband(const Region& region) { layout_.subbands[count_++] = region; }

  Layout& layout_;
  std::size_t count_ = 0;
};

}  // namespace

Layout layout_of(int width, int height) {
  Layout layout{};
  LayoutBuilder(layout).split_lowest({{0, 0, width, height}, false, false}, 0);
  return layout;
}

}  // namespace ridgeline::wsq
