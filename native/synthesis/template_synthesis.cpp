#include "synthesis/template_synthesis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/limits.hpp"
#include "base/math.hpp"
#include "synthesis/found_flow.hpp"
#include "synthesis/found_minutiae.hpp"
#include "synthesis/random.hpp"
#include "synthesis/template_parameters.hpp"
#include "synthesis/template_traits.hpp"
#include "template/packed.hpp"
#include "template/ranges.hpp"

namespace ridgeline {
namespace {

using namespace synthesis;

static_assert(kMostFound <= limits::kMaxMinutiae);

// Best quality first, minutiae of one quality as they were, at most kMostFound: sorted by counting.
std::vector<Minutia> best_first(const std::vector<Minutia>& found) {
  std::array<std::uint16_t, ranges::kMaxQuality + 2> starts{};
  const auto rank = [](const Minutia& minutia) {
    return static_cast<std::size_t>(ranges::kMaxQuality - minutia.quality);
  };
  for (const Minutia& minutia : found) ++starts[rank(minutia) + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] = static_cast<std::uint16_t>(starts[i] + starts[i - 1]);
  std::vector<Minutia> sorted(found.size());
  for (const Minutia& minutia : found) sorted[starts[rank(minutia)]++] = minutia;
  if (sorted.size() > kMostFound) sorted.resize(kMostFound);
  return sorted;
}

// What the extractor's model of quality gives such a template in the mean, from its minutiae alone.
std::uint8_t print_quality(const std::vector<Minutia>& minutiae) noexcept {
  if (minutiae.empty()) return 0;
  double sum = 0;
  for (const Minutia& minutia : minutiae) sum += minutia.quality;
  return static_cast<std::uint8_t>(round_to_int(kQualityOfMinutiae * sum / static_cast<double>(minutiae.size())));
}

Error refuse(const std::string& detail) { return {ErrorCode::INVALID_ARGUMENT, "synthetic templates: " + detail}; }

// An empty text where the request is sound.
std::string why_refused(const TemplateBatchRequest& request) {
  const std::size_t most = kMaxTemplatesPerBatch;
  const std::size_t fingers = request.positions.size();
  if (request.people > most || fingers > most || request.impressions > most ||
      (fingers > 0 && request.impressions > 0 && request.people > most / fingers / request.impressions)) {
    return "expected at most " + std::to_string(most) + " a batch, got " + std::to_string(request.people) +
           " people x " + std::to_string(fingers) + " fingers x " + std::to_string(request.impressions) +
           " impressions";
  }
  for (const std::uint8_t position : request.positions) {
    if (position < 1 || position > ranges::kMaxPosition)
      return "position " + std::to_string(position) + " is no finger";
  }
  if (!(request.difficulty >= 0 && request.difficulty <= 1)) return "expected a difficulty from 0 to 1";
  return {};
}

}  // namespace

Template make_template(const FingerMinutiae& finger, std::uint32_t impression, PrintKind kind, double difficulty) {
  const FingerName& name = finger.name;
  Random random(Stream::template_impression, {name.seed, name.person, static_cast<std::uint64_t>(name.position),
                                              impression, static_cast<std::uint64_t>(kind)});
  const double hardness = difficulty > 0 ? std::min(difficulty, 1.0) : 0.0;
  const TemplateTraits traits = draw_template_traits(finger, random, kind, hardness);
  Template out;
  out.position = static_cast<std::uint8_t>(name.position);
  out.impression = kind == PrintKind::rolled ? 1 : 0;
  out.width = static_cast<std::uint16_t>(traits.width);
  out.height = static_cast<std::uint16_t>(traits.height);
  out.minutiae = best_first(find_drawn_minutiae(finger, traits, random));
  out.flow = find_flow(finger, traits, random);
  out.quality = print_quality(out.minutiae);
  return out;
}

Result<TemplateBatch> make_templates(const TemplateBatchRequest& request) {
  if (const std::string reason = why_refused(request); !reason.empty()) return refuse(reason);
  TemplateBatch batch;
  for (std::size_t i = 0; i < request.people; ++i) {
    for (const std::uint8_t position : request.positions) {
      const FingerMinutiae finger = make_finger(request.seed, request.first_person + i, position);
      for (std::size_t k = 0; k < request.impressions; ++k) {
        const auto impression = static_cast<std::uint32_t>(request.first_impression + k);
        const auto packed = pack(make_template(finger, impression, request.kind, request.difficulty));
        batch.bytes.insert(batch.bytes.end(), packed.begin(), packed.end());
        batch.ends.push_back(static_cast<std::uint32_t>(batch.bytes.size()));
      }
    }
  }
  return batch;
}

}  // namespace ridgeline
