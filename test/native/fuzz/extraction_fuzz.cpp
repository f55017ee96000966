// Any image, resampled and extracted: a template that the packed form keeps, or a coded error.
#include <cstddef>
#include <cstdint>

#include "extract/extract.hpp"
#include "outcome.hpp"
#include "raw_image.hpp"
#include "template/packed.hpp"

using namespace ridgeline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const GrayImage image = fuzz::take_image(input, 1, 200);
  const auto extraction = extract(image, {2, 0});
  if (!extraction) {
    fuzz::require_told(extraction.error());
    return 0;
  }
  const Template& print = extraction.value().print;
  fuzz::require(!print.minutiae.empty(), "a print without minutiae is no fingerprint");
  const auto unpacked = unpack(pack(print));
  fuzz::require(unpacked.ok() && unpacked.value() == print, "a template comes back from its packed form");
  return 0;
}
