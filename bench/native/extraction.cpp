// How long extraction takes on one core: every binary PGM of a folder, the least of several rounds each.
//   bench_extraction FOLDER [PPI] [ROUNDS]
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "extract/extract.hpp"
#include "pgm.hpp"
#include "processor_time.hpp"
#include "template/packed.hpp"

namespace {

using namespace ridgeline;

double milliseconds_of(const GrayImage& image) {
  return 1e3 * seconds_of([&] { (void)extract(image, {}); });
}

// FNV-1a over the packed templates: two commits that print the same sum make the same templates.
void add_to_sum(const GrayImage& image, std::uint64_t& sum) {
  const auto extraction = extract(image, {});
  if (!extraction) return;
  for (const std::uint8_t byte : pack(extraction.value().print)) sum = (sum ^ byte) * 0x100000001B3u;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "bench_extraction FOLDER [PPI] [ROUNDS]\n");
    return 2;
  }
  const double ppi = argc > 2 ? std::atof(argv[2]) : 500.0;
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 5;
  std::vector<double> least;
  std::uint64_t sum = 0xCBF29CE484222325u;
  for (const auto& path : pictures_of(argv[1])) {
    const GrayImage image = read_pgm(path, ppi);
    add_to_sum(image, sum);
    double best = milliseconds_of(image);
    for (int round = 1; round < rounds; ++round) best = std::min(best, milliseconds_of(image));
    least.push_back(best);
  }
  if (least.empty()) return 1;
  std::sort(least.begin(), least.end());
  double total = 0;
  for (const double value : least) total += value;
  std::printf("%zu prints: p50 %.2f ms, mean %.2f ms, most %.2f ms; templates %016llx\n", least.size(),
              least[least.size() / 2], total / static_cast<double>(least.size()), least.back(),
              static_cast<unsigned long long>(sum));
  return 0;
}
