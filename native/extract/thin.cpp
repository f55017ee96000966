// Thinning by Guo and Hall, "Parallel thinning with two-subiteration algorithms", CACM 1989, on words of 64 pixels: the
// conditions on the eight neighbours of a pixel are evaluated for all pixels of a word at once.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/skeleton.hpp"

namespace ridgeline {
namespace {

using Word = std::uint64_t;
constexpr int kWordBits = 64;

// A binary picture of one bit a pixel, with an empty row above and below and an empty word on either side.
class BitPicture {
 public:
  explicit BitPicture(const Skeleton& skeleton)
      : words_(static_cast<std::size_t>(skeleton.width + kWordBits - 1) / kWordBits),
        height_(static_cast<std::size_t>(skeleton.height)),
        bits_(stride() * (height_ + 2)) {
    for (int y = 0; y < skeleton.height; ++y) {
      const std::uint8_t* pixels = skeleton.pixels.data() + skeleton.index(0, y);
      Word* to = row(static_cast<std::size_t>(y));
      for (int x = 0; x < skeleton.width; ++x) to[x / kWordBits] |= Word{pixels[x]} << (x % kWordBits);
    }
  }

  [[nodiscard]] std::size_t words() const noexcept { return words_; }
  [[nodiscard]] std::size_t height() const noexcept { return height_; }
  /// Row 0 is the first of the picture; one row above and one below can be read.
  [[nodiscard]] Word* row(std::size_t y) noexcept { return bits_.data() + (y + 1) * stride() + 1; }
  [[nodiscard]] std::size_t stride() const noexcept { return words_ + 2; }

 private:
  std::size_t words_;
  std::size_t height_;
  std::vector<Word> bits_;
};

// The neighbours of 64 pixels, clockwise from north, named p2 to p9 in the paper.
struct Neighbours {
  Word north, north_east, east, south_east, south, south_west, west, north_west;
};

Neighbours neighbours_of(const Word* here, std::size_t stride) noexcept {
  const Word* above = here - stride;
  const Word* below = here + stride;
  const auto to_the_east = [](const Word* at) { return at[0] >> 1 | at[1] << (kWordBits - 1); };
  const auto to_the_west = [](const Word* at) { return at[0] << 1 | at[-1] >> (kWordBits - 1); };
  return {*above, to_the_east(above), to_the_east(here), to_the_east(below),
          *below, to_the_west(below), to_the_west(here), to_the_west(above)};
}

struct Count {
  Word two_or_more;
  Word four;
};

Count count(Word a, Word b, Word c, Word d) noexcept {
  return {(a & b) | (c & d) | ((a | b) & (c | d)), a & b & c & d};
}

// Pixels whose neighbourhood lets one of the subiterations delete them.
Word deletable(const Neighbours& n, bool first) noexcept {
  const Word to_north_east = ~n.north & (n.north_east | n.east);
  const Word to_south_east = ~n.east & (n.south_east | n.south);
  const Word to_south_west = ~n.south & (n.south_west | n.west);
  const Word to_north_west = ~n.west & (n.north_west | n.north);
  const Word odd_changes = to_north_east ^ to_south_east ^ to_south_west ^ to_north_west;
  const Word one_change = odd_changes & ~count(to_north_east, to_south_east, to_south_west, to_north_west).two_or_more;
  const Count one = count(n.north_west | n.north, n.north_east | n.east, n.south_east | n.south, n.south_west | n.west);
  const Count other =
      count(n.north | n.north_east, n.east | n.south_east, n.south | n.south_west, n.west | n.north_west);
  const Word kept =
      first ? (n.south | n.south_west | ~n.north_west) & n.west : (n.north | n.north_east | ~n.south_east) & n.east;
  return one_change & one.two_or_more & other.two_or_more & ~(one.four & other.four) & ~kept;
}

// Both subiterations in turn until nothing changes. All pixels of a subiteration are judged by the same picture, so the
// doomed ones go only when all rows are done.
class Thinning {
 public:
  explicit Thinning(BitPicture& picture)
      : picture_(picture),
        doomed_(picture.words() * picture.height()),
        changed_(picture.height() + 2, kFirstTurn - 1) {}

  void run() {
    int idle = 0;
    for (int turn = kFirstTurn; idle < 2; ++turn) idle = subiterate(turn) ? 0 : idle + 1;
  }

 private:
  static constexpr int kFirstTurn = 2;  ///< even turns are the first subiteration's

  // A row can only lose pixels where it or a row beside it changed since the same subiteration, two turns ago, judged it.
  [[nodiscard]] bool stirred(std::size_t y, int turn) const noexcept {
    return std::max({changed_[y], changed_[y + 1], changed_[y + 2]}) >= turn - 2;
  }

  bool subiterate(int turn) {
    std::vector<std::size_t> rows;
    for (std::size_t y = 0; y < picture_.height(); ++y) {
      if (stirred(y, turn) && judge(y, turn % 2 == 0)) rows.push_back(y);
    }
    for (const std::size_t y : rows) {
      Word* row = picture_.row(y);
      for (std::size_t w = 0; w < picture_.words(); ++w) row[w] &= ~doomed_[y * picture_.words() + w];
      changed_[y + 1] = turn;
    }
    return !rows.empty();
  }

  // Marks the doomed pixels of a row; true where there are any.
  bool judge(std::size_t y, bool first) noexcept {
    const Word* row = picture_.row(y);
    Word* doomed = &doomed_[y * picture_.words()];
    Word any = 0;
    for (std::size_t w = 0; w < picture_.words(); ++w) {
      doomed[w] = row[w] == 0 ? 0 : row[w] & deletable(neighbours_of(row + w, picture_.stride()), first);
      any |= doomed[w];
    }
    return any != 0;
  }

  BitPicture& picture_;
  std::vector<Word> doomed_;
  std::vector<int> changed_;  ///< the last turn in which each row changed; a row more on either side
};

// Keeps the pixels that the picture still has.
void write_back(BitPicture& picture, Skeleton& skeleton) {
  std::fill(skeleton.pixels.begin(), skeleton.pixels.end(), std::uint8_t{0});
  for (std::size_t y = 0; y < picture.height(); ++y) {
    std::uint8_t* to = skeleton.pixels.data() + skeleton.index(0, static_cast<int>(y));
    for (std::size_t w = 0; w < picture.words(); ++w) {
      for (Word rest = picture.row(y)[w]; rest != 0; rest &= rest - 1) to[w * kWordBits + std::countr_zero(rest)] = 1;
    }
  }
}

void drop_corners(Skeleton& skeleton) {
  constexpr unsigned kNorth = 1, kEast = 4, kSouth = 16, kWest = 64;
  constexpr unsigned kNorthEast = 2, kSouthEast = 8, kSouthWest = 32, kNorthWest = 128;
  struct Corner {
    unsigned both;
    unsigned absent;
  };
  constexpr std::array<Corner, 4> kCorners = {
      Corner{kNorth | kEast, kSouth | kWest | kSouthWest}, Corner{kEast | kSouth, kNorth | kWest | kNorthWest},
      Corner{kSouth | kWest, kNorth | kEast | kNorthEast}, Corner{kWest | kNorth, kSouth | kEast | kSouthEast}};
  skeleton.for_each_on([&](int i) {
    const unsigned around = skeleton.neighbours(i);
    const bool corner = std::any_of(kCorners.begin(), kCorners.end(), [around](const Corner& c) {
      return (around & c.both) == c.both && (around & c.absent) == 0;
    });
    if (corner) skeleton.clear(i);
  });
}

}  // namespace

void thin(Skeleton& skeleton) {
  BitPicture picture(skeleton);
  Thinning(picture).run();
  write_back(picture, skeleton);
  drop_corners(skeleton);
}

}  // namespace ridgeline
