// Templates without images, for galleries of millions: what the extractor would find on impressions of people who do not exist.
// The same request gives the same bytes on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "synthesis/finger_minutiae.hpp"
#include "synthesis/touch.hpp"
#include "template/template.hpp"

namespace ridgeline {

/// One impression of a finger that make_finger() made. Difficulty 0 is like clean prints of a good sensor, 0.5 like a usual
/// test, 1 like prints made with force and a finger too dry or too wet; outside 0 to 1 it counts as the nearest of these.
[[nodiscard]] Template make_template(const FingerMinutiae& finger, std::uint32_t impression, PrintKind kind,
                                     double difficulty);

struct TemplateBatchRequest {
  std::uint64_t seed = 0;
  std::uint64_t first_person = 0;
  std::size_t people = 1;
  std::vector<std::uint8_t> positions;  ///< 1 to 10 each
  std::uint32_t first_impression = 0;
  std::size_t impressions = 1;
  PrintKind kind = PrintKind::plain;
  double difficulty = 0.5;
};

/// Packed templates end to end.
struct TemplateBatch {
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint32_t> ends;  ///< of each template in `bytes`
};

/// Most templates of one batch: some 35 MB.
inline constexpr std::size_t kMaxTemplatesPerBatch = 100'000;

/// The templates of people, in order of person, position and impression. Errors: INVALID_ARGUMENT (more than
/// kMaxTemplatesPerBatch of them, a position that no finger has, a difficulty outside 0 to 1).
Result<TemplateBatch> make_templates(const TemplateBatchRequest& request);

}  // namespace ridgeline
