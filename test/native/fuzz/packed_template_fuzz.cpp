// Any bytes as a packed template.
#include <cstddef>
#include <cstdint>

#include "outcome.hpp"
#include "template/packed.hpp"

using namespace ridgeline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto print = unpack({data, size});
  if (!print) {
    fuzz::require_told(print.error());
    return 0;
  }
  const auto bytes = pack(print.value());
  fuzz::require(bytes.size() <= kMaxPackedBytes, "a template is written within its bounds");
  const auto again = unpack(bytes);
  fuzz::require(again.ok() && again.value() == print.value(), "a template comes back from what was written");
  return 0;
}
