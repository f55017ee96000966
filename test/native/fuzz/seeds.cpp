// Writes what the fuzz targets begin with, files of our own making: seeds FOLDER makes one folder a target.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gallery/subject_form.hpp"
#include "image/wsq_encode.hpp"
#include "image/wsq_encoder.hpp"
#include "image/wsq_samples.hpp"
#include "template/minutiae_record.hpp"
#include "template/packed.hpp"

namespace {

using namespace ridgeline;
using Bytes = std::vector<std::uint8_t>;

class SeedWriter {
 public:
  explicit SeedWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void put(const std::string& target, const Bytes& bytes) {
    std::filesystem::create_directories(folder_ / target);
    std::ofstream file(folder_ / target / std::to_string(++count_), std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    failed_ = failed_ || !file.flush();
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  std::filesystem::path folder_;
  int count_ = 0;
  bool failed_ = false;
};

void put_streams(SeedWriter& seeds) {
  using namespace test;
  for (const FilterPair& filters : {filters_9_7(), filters_5_3(), filters_8_8(), filters_6_2(), filters_2_2()}) {
    seeds.put("wsq_decode", encoded(ridges(47, 40), {.filters = filters, .bin_width = 0.1}));
    seeds.put("wsq_decode", encoded(ridges(5, 9), {.filters = filters, .bin_width = 0.002, .silent_subbands = {}}));
  }
  seeds.put("wsq_decode",
            encoded(ridges(70, 64), {.filters = filters_9_7(), .restart_interval = 60, .tables_together = true}));
  for (const double rate : {0.1, 0.75, 2.25}) seeds.put("wsq_decode", encode_wsq(ridges(64, 67), rate).value());
  GrayImage half_blank = ridges(200, 180);
  std::fill(half_blank.pixels.begin() + 90 * 200, half_blank.pixels.end(), std::uint8_t{200});
  seeds.put("wsq_decode", encoded(half_blank, {.filters = filters_5_3(), .bin_width = 0.02}));
}

// Pixels as take_image() repeats them.
void put_pixels(SeedWriter& seeds) {
  for (const int side : {64, 101}) {
    for (const char* target : {"wsq_encode", "extraction"}) seeds.put(target, test::ridges(side, side).pixels);
  }
  for (const std::size_t length : {1u, 7u, 200u, 4000u}) {
    Bytes pixels(length);
    for (std::size_t i = 0; i < length; ++i) pixels[i] = static_cast<std::uint8_t>(i % 9 < 5 ? 40 : 220);
    for (const char* target : {"wsq_encode", "extraction"}) seeds.put(target, pixels);
  }
}

// Minutiae strewn over a print whose ridges bend around its middle.
Template print_of(unsigned seed, std::size_t minutiae, bool with_flow) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random()) % limit; };
  Template print{static_cast<std::uint8_t>(1 + seed % 10), static_cast<std::uint8_t>(seed % 4), 60, 320, 400, {}, {}};
  for (std::size_t i = 0; i < minutiae; ++i) {
    print.minutiae.push_back({static_cast<std::uint16_t>(8 * below(320)), static_cast<std::uint16_t>(8 * below(400)),
                              static_cast<std::uint8_t>(below(256)), static_cast<MinutiaType>(below(3)),
                              static_cast<std::uint8_t>(100 - i * 100 / minutiae)});
  }
  if (!with_flow) return print;
  constexpr int kColumns = 20;
  Bytes cells(kColumns * 25, kNoFlow);
  for (int i = 0; i < static_cast<int>(cells.size()); ++i) {
    const int across = i % kColumns - kColumns / 2;
    if (across * across < 60)
      cells[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>((40 + static_cast<int>(seed) - across) % 32);
  }
  print.flow = trim_flow(cells, kColumns);
  return print;
}

// The length of the first template stands last: FuzzedDataProvider takes numbers from the end, the highest byte first.
Bytes pair_of(const Template& first, const Template& second) {
  Bytes bytes = pack(first);
  const auto length = static_cast<std::uint16_t>(bytes.size());
  const Bytes other = pack(second);
  bytes.insert(bytes.end(), other.begin(), other.end());
  bytes.push_back(static_cast<std::uint8_t>(length));
  bytes.push_back(static_cast<std::uint8_t>(length >> 8));
  return bytes;
}

void put_templates(SeedWriter& seeds) {
  unsigned seed = 0;
  for (const std::size_t minutiae : {1u, 4u, 12u, 40u}) {
    for (const bool with_flow : {false, true}) {
      const Template print = print_of(++seed, minutiae, with_flow);
      seeds.put("packed_template", pack(print));
      if (with_flow) seeds.put("ridge_flow", encode_flow(print.flow));
      Template moved = print;
      for (Minutia& minutia : moved.minutiae) minutia.x = static_cast<std::uint16_t>(minutia.x + 100);
      seeds.put("comparison", pair_of(print, moved));
      seeds.put("comparison", pair_of(print, print_of(seed + 50, 30, with_flow)));
      const std::array prints = {make_gallery_print(print), make_gallery_print(moved)};
      seeds.put("subject_form", write_form(prints));
      const MinutiaeRecord record{
          RecordForm::iso2005,
          {{print, {{0x0101, {1, 2, 3}}}}, {print_of(seed + 90, 5, with_flow), {{1, {0, 1, 2, 3, 4}}}}}};
      for (const RecordForm form :
           {RecordForm::iso2005, RecordForm::iso2011, RecordForm::incits2004, RecordForm::incits2009}) {
        seeds.put("minutiae_record", write_minutiae_record({form, record.views}, form).value());
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  SeedWriter seeds(argv[1]);
  put_streams(seeds);
  put_pixels(seeds);
  put_templates(seeds);
  return seeds.failed() ? 1 : 0;
}
