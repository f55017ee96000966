// How fast prints and templates are made on one core: masters, plain and rolled impressions of ten people's fingers, and
// templates without images, 1 000 people x 10 fingers, one impression each.
//   bench_synthesis [DIFFICULTY]
#include "synthesis/synthesis.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "processor_time.hpp"
#include "synthesis/template_synthesis.hpp"

namespace {

using namespace ridgeline;

constexpr std::uint64_t kSeed = 1;
constexpr int kFingers = 10;
constexpr int kRounds = 5;

void print_times(const char* what, std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  std::printf("%s: least %.1f ms, median %.1f ms, most %.1f ms of %zu\n", what, 1e3 * seconds.front(),
              1e3 * seconds[seconds.size() / 2], 1e3 * seconds.back(), seconds.size());
}

std::vector<MasterPrint> time_masters() {
  std::vector<MasterPrint> masters;
  std::vector<double> seconds;
  for (int i = 0; i < kFingers; ++i) {
    const auto person = static_cast<std::uint64_t>(i);
    seconds.push_back(seconds_of([&] { masters.push_back(make_master(kSeed, person, 1 + i)); }));
  }
  print_times("master", seconds);
  return masters;
}

void time_impressions(const char* what, const std::vector<MasterPrint>& masters, PrintKind kind, double difficulty) {
  std::vector<double> seconds;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    for (const MasterPrint& master : masters) {
      Touch touch;
      touch.impression = round;
      touch.kind = kind;
      touch.difficulty = difficulty;
      seconds.push_back(seconds_of([&] { (void)make_impression(master, touch); }));
    }
  }
  print_times(what, seconds);
}

int time_templates(double difficulty) {
  constexpr int kPeople = 1000;
  TemplateBatchRequest request;
  request.seed = kSeed;
  request.people = kPeople;
  request.positions = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  request.difficulty = difficulty;
  for (int round = 0; round < kRounds; ++round) {
    Result<TemplateBatch> batch = TemplateBatch{};
    const double seconds = seconds_of([&] { batch = make_templates(request); });
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

}  // namespace

int main(int argc, char** argv) {
  const double difficulty = argc > 1 ? std::atof(argv[1]) : 0.5;
  const std::vector<MasterPrint> masters = time_masters();
  time_impressions("plain impression", masters, PrintKind::plain, difficulty);
  time_impressions("rolled impression", masters, PrintKind::rolled, difficulty);
  return time_templates(difficulty);
}
