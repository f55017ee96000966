#include "image/wsq_encode.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "base/math.hpp"
#include "image/wsq_analysis.hpp"
#include "image/wsq_bin_widths.hpp"
#include "image/wsq_code_book.hpp"
#include "image/wsq_encode_parameters.hpp"
#include "image/wsq_layout.hpp"
#include "image/wsq_number.hpp"
#include "image/wsq_stream_writer.hpp"
#include "image/wsq_tokens.hpp"

namespace ridgeline {
namespace {

Result<bool> check(const GrayImage& image, double bits_per_pixel) {
  const std::string sides = std::to_string(image.width) + " x " + std::to_string(image.height) + " px";
  if (image.width < wsq::kLeastSide || image.height < wsq::kLeastSide) {
    return Error{ErrorCode::IMAGE_TOO_SMALL,
                 "WSQ needs sides of at least " + std::to_string(wsq::kLeastSide) + " px, got " + sides};
  }
  if (image.width > limits::kMaxImageSide || image.height > limits::kMaxImageSide) {
    return Error{ErrorCode::IMAGE_TOO_LARGE,
                 "expected sides of at most " + std::to_string(limits::kMaxImageSide) + " px, got " + sides};
  }
  if (image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height)) {
    return Error{ErrorCode::INVALID_ARGUMENT,
                 "an image of " + sides + " with " + std::to_string(image.pixels.size()) + " pixels"};
  }
  if (!(bits_per_pixel >= wsq::kLeastBitsPerPixel && bits_per_pixel <= wsq::kMostBitsPerPixel)) {
    return Error{ErrorCode::INVALID_ARGUMENT, "bits per pixel must be a number from 0.1 to 8"};
  }
  return true;
}

// The mean becomes 0 and the level farthest from it the peak. A blank image needs no scale, and any will do.
wsq::Frame frame_of(const GrayImage& image) {
  std::uint64_t sum = 0;
  std::uint8_t lowest = 255;
  std::uint8_t highest = 0;
  for (const std::uint8_t pixel : image.pixels) {
    sum += pixel;
    lowest = std::min(lowest, pixel);
    highest = std::max(highest, pixel);
  }
  const double mean = static_cast<double>(sum) / static_cast<double>(image.pixels.size());
  const double farthest = std::max(mean - lowest, highest - mean);
  return {image.width, image.height, wsq::as_sent(mean),
          wsq::as_sent(farthest > 0 ? farthest / wsq::kNormalisedPeak : 1)};
}

std::vector<float> normalise(const GrayImage& image, const wsq::Frame& frame) {
  std::vector<float> plane(image.pixels.size());
  for (std::size_t i = 0; i < plane.size(); ++i) {
    plane[i] = (static_cast<float>(image.pixels[i]) - frame.shift) / frame.scale;
  }
  return plane;
}

bool is_silent(const wsq::Layout& layout, const wsq::Region& region) {
  const wsq::Region& first = layout.subbands[wsq::kFirstSilentSubband];
  return region.x >= first.x && region.y >= first.y;
}

void analyse(const wsq::Layout& layout, std::vector<float>& plane, int stride) {
  const wsq::AnalysisFilters filters = wsq::analysis_filters();
  std::vector<float> scratch(plane.size());
  for (const wsq::Split& split : layout.splits) {
    if (!is_silent(layout, split.region)) wsq::apply_split(split, filters, plane, stride, scratch);
  }
}

std::string decimal(double value) {
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 6).ptr;
  return {text.data(), end};
}

// NIST's attribute list; its first number counts the lines.
std::string comment_of(const GrayImage& image, double bits_per_pixel) {
  constexpr double kMostPpi = 99999;
  const bool ppi_known = image.ppi >= 0.5 && image.ppi < kMostPpi;
  const std::string ppi = ppi_known ? std::to_string(round_to_int(image.ppi)) : "-1";
  return "NIST_COM 9\nPIX_WIDTH " + std::to_string(image.width) + "\nPIX_HEIGHT " + std::to_string(image.height) +
         "\nPIX_DEPTH 8\nPPI " + ppi + "\nLOSSY 1\nCOLORSPACE GRAY\nCOMPRESSION WSQ\nWSQ_BITRATE " +
         decimal(bits_per_pixel);
}

// Codes made for the blocks that share them. Blocks without coefficients get a table of one code nevertheless, as not
// every reader may know empty tables.
wsq::CodeBook code_book_for(std::span<const std::vector<wsq::Token>> blocks) {
  wsq::SymbolCounts counts{};
  for (const auto& tokens : blocks) wsq::count_symbols(tokens, counts);
  if (std::all_of(counts.begin(), counts.end(), [](std::uint32_t count) { return count == 0; })) counts[1] = 1;
  return wsq::make_code_book(counts);
}

// Three blocks and two tables: the second and third block share theirs, as in the reference encoder's streams.
void put_blocks(const std::array<std::vector<wsq::Token>, 3>& blocks, wsq::StreamWriter& writer) {
  const wsq::CodeBook first = code_book_for(std::span(blocks).first(1));
  writer.put_huffman_table(0, first.table);
  writer.put_block(0, blocks[0], first);
  const wsq::CodeBook others = code_book_for(std::span(blocks).subspan(1));
  writer.put_huffman_table(1, others.table);
  writer.put_block(1, blocks[1], others);
  writer.put_block(1, blocks[2], others);
}

}  // namespace

Result<std::vector<std::uint8_t>> encode_wsq(const GrayImage& image, double bits_per_pixel) {
  if (const auto checked = check(image, bits_per_pixel); !checked) return checked.error();
  const wsq::Frame frame = frame_of(image);
  const wsq::Layout layout = wsq::layout_of(image.width, image.height);
  std::vector<float> plane = normalise(image, frame);
  analyse(layout, plane, image.width);
  const wsq::Quantization quantization =
      wsq::fit_bins(wsq::measure_subbands(layout, plane, image.width), bits_per_pixel);
  const auto tokens = [&](std::size_t first, std::size_t end) {
    return wsq::tokens_of(layout, quantization, plane, image.width, first, end);
  };
  const std::array<std::vector<wsq::Token>, 3> blocks = {tokens(0, wsq::kSecondBlockSubband),
                                                         tokens(wsq::kSecondBlockSubband, wsq::kThirdBlockSubband),
                                                         tokens(wsq::kThirdBlockSubband, wsq::kFirstSilentSubband)};
  wsq::StreamWriter writer;
  writer.put_comment(comment_of(image, bits_per_pixel));
  writer.put_transform();
  writer.put_quantization(quantization);
  writer.put_frame(frame);
  put_blocks(blocks, writer);
  return std::move(writer).take();
}

}  // namespace ridgeline
