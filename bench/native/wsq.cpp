// How fast WSQ is on one core: every binary PGM of a folder, encoded at both rates of the FBI and decoded again, the least
// processor time of several rounds each.
//   bench_wsq FOLDER [ROUNDS]
#include "image/wsq.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "image/wsq_encode.hpp"
#include "pgm.hpp"
#include "processor_time.hpp"

namespace {

using namespace ridgeline;

struct Times {
  double encoding_s = 0;
  double decoding_s = 0;
};

// FNV-1a over files and pixels: two commits that print the same sum make the same of every image.
void add_to_sum(const std::vector<std::uint8_t>& bytes, std::uint64_t& sum) {
  for (const std::uint8_t byte : bytes) sum = (sum ^ byte) * 0x100000001B3u;
}

template <class Work>
double least_seconds_of(int rounds, const Work& work) {
  double least = seconds_of(work);
  for (int round = 1; round < rounds; ++round) least = std::min(least, seconds_of(work));
  return least;
}

Times time_image(const GrayImage& image, double rate, int rounds, std::uint64_t& sum) {
  const auto bytes = encode_wsq(image, rate);
  if (!bytes) return {};
  const auto decoded = decode_wsq(bytes.value());
  if (!decoded) return {};
  add_to_sum(bytes.value(), sum);
  add_to_sum(decoded.value().pixels, sum);
  return {least_seconds_of(rounds, [&] { (void)encode_wsq(image, rate); }),
          least_seconds_of(rounds, [&] { (void)decode_wsq(bytes.value()); })};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "bench_wsq FOLDER [ROUNDS]\n");
    return 2;
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  std::vector<GrayImage> images;
  double pixels = 0;
  for (const auto& path : pictures_of(argv[1])) {
    images.push_back(read_pgm(path, 500));
    pixels += static_cast<double>(images.back().pixels.size());
  }
  if (images.empty()) return 1;
  for (const double rate : {0.75, 2.25}) {
    Times total;
    std::uint64_t sum = 0xCBF29CE484222325u;
    for (const GrayImage& image : images) {
      const Times times = time_image(image, rate, rounds, sum);
      total.encoding_s += times.encoding_s;
      total.decoding_s += times.decoding_s;
    }
    std::printf("%zu images, %.2f bit/px: encoding %.1f MB/s, decoding %.1f MB/s of pixels; bytes %016llx\n",
                images.size(), rate, 1e-6 * pixels / total.encoding_s, 1e-6 * pixels / total.decoding_s,
                static_cast<unsigned long long>(sum));
  }
  return 0;
}
