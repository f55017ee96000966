// A sharded gallery against a plain list of subjects, under seeded random operations.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "gallery/subjects.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

constexpr std::size_t kShards = 3;
constexpr std::size_t kMaxBytes = 4u << 20;

class Model {
 public:
  explicit Model(std::uint64_t seed) : random_(seed), gallery_(make_gallery(kShards, kMaxBytes)) {}

  void step() {
    const auto kind = below(10);
    const std::size_t shard = below(kShards);
    if (kind < 6) {
      append(shard);
    } else if (kind < 9) {
      erase(shard, 1 + below(30));
    } else {
      erase(shard, 1 + below(shards_[shard].size() + 1));
    }
    compare(shard);
    compare_statistics();
  }

  std::size_t refused = 0;
  std::size_t rewritten = 0;
  std::size_t most_segments = 0;

 private:
  std::size_t below(std::size_t end) { return random_() % end; }

  void append(std::size_t shard) {
    std::vector<GallerySubject> batch;
    for (std::size_t i = below(60); i > 0; --i) {
      batch.push_back(make_subject(next_number_++, 1 + below(10), below(8) == 0 ? 1 + below(20000) : 1 + below(3000)));
    }
    const bool repeat = !batch.empty() && !shards_[shard].empty() && below(5) == 0;
    if (repeat) batch.push_back(make_subject(shards_[shard][below(shards_[shard].size())].number));
    const Result<std::size_t> appended = gallery_->append(shard, batch);
    if (repeat) {
      REQUIRE_FALSE(appended.ok());
      CHECK(appended.error().code == ErrorCode::SUBJECT_EXISTS);
    } else if (!appended.ok()) {
      CHECK(appended.error().code == ErrorCode::GALLERY_FULL);
      ++refused;
    } else {
      CHECK(appended.value() == batch.size());
      std::ranges::move(batch, std::back_inserter(shards_[shard]));
    }
  }

  void erase(std::size_t shard, std::size_t count) {
    std::vector<GallerySubject>& subjects = shards_[shard];
    const std::size_t segments = gallery_->statistics().segments;
    std::vector<SubjectNumber> numbers{next_number_ + 17};
    std::size_t present = 0;
    for (; present < count && !subjects.empty(); ++present) {
      const auto victim = subjects.begin() + static_cast<std::ptrdiff_t>(below(subjects.size()));
      numbers.insert(numbers.end(), 1 + below(2), victim->number);
      subjects.erase(victim);
    }
    CHECK(gallery_->erase(shard, numbers).value() == present);
    if (gallery_->statistics().segments < segments) ++rewritten;
  }

  void compare(std::size_t shard) {
    ShardReader reader(*gallery_, shard);
    for (const GallerySubject& expected : shards_[shard]) {
      REQUIRE(reader.next());
      REQUIRE(same(reader.subject(), expected));
      if (below(50) == 0) reader.quiesce();
    }
    CHECK_FALSE(reader.next());
  }

  void compare_statistics() {
    const GalleryStatistics statistics = gallery_->statistics();
    std::size_t subjects = 0, prints = 0;
    for (const auto& shard : shards_) {
      subjects += shard.size();
      for (const GallerySubject& subject : shard) prints += subject.prints.size();
    }
    CHECK(statistics.shards == kShards);
    CHECK(statistics.subjects == subjects);
    CHECK(statistics.prints == prints);
    CHECK(statistics.bytes <= kMaxBytes);
    // No segment keeps a quarter of dead rows.
    CHECK(statistics.erased * 3 <= statistics.subjects);
    if (subjects == 0) CHECK(statistics.bytes == 0);
    most_segments = std::max(most_segments, statistics.segments);
  }

  std::mt19937_64 random_;
  std::shared_ptr<Gallery> gallery_;
  std::array<std::vector<GallerySubject>, kShards> shards_;
  SubjectNumber next_number_ = 1;
};

}  // namespace

TEST_CASE("a sharded gallery is a plain list of subjects") {
  std::size_t refused = 0, rewritten = 0, most_segments = 0;
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    Model model(seed);
    for (int i = 0; i < 150; ++i) model.step();
    refused += model.refused;
    rewritten += model.rewritten;
    most_segments = std::max(most_segments, model.most_segments);
  }
  // The operations reached what they were made for.
  CHECK(refused > 0);
  CHECK(rewritten > 10);
  CHECK(most_segments > 2 * kShards);
}
