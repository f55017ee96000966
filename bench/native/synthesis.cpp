// How fast templates are made without images: 1 000 people x 10 fingers, one impression each, on one core.
//   bench_synthesis [DIFFICULTY]
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "synthesis/template_synthesis.hpp"

int main(int argc, char** argv) {
  constexpr int kPeople = 1000;
  constexpr int kRounds = 5;
  ridgeline::TemplateBatchRequest request;
  request.seed = 1;
  request.people = kPeople;
  request.positions = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  request.difficulty = argc > 1 ? std::atof(argv[1]) : 0.5;
  for (int round = 0; round < kRounds; ++round) {
    // Processor time: other work on the machine does not count.
    const std::clock_t start = std::clock();
    const auto batch = ridgeline::make_templates(request);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (!batch) {
      std::fprintf(stderr, "%s\n", batch.error().detail.c_str());
      return 1;
    }
    const auto count = static_cast<double>(batch.value().ends.size());
    std::printf("%.0f templates in %.3f s: %.0f templates/s, %.1f us and %.0f bytes each\n", count, seconds,
                count / seconds, 1e6 * seconds / count, static_cast<double>(batch.value().bytes.size()) / count);
  }
  return 0;
}
