// Any bytes as a WSQ stream.
#include <cstddef>
#include <cstdint>

#include "image/wsq.hpp"
#include "outcome.hpp"

using namespace ridgeline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto image = decode_wsq({data, size});
  if (image) {
    fuzz::require_whole(image.value());
  } else {
    fuzz::require_told(image.error());
  }
  return 0;
}
