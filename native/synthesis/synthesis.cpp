#include "synthesis/synthesis.hpp"

#include "synthesis/contact.hpp"
#include "synthesis/impression_traits.hpp"
#include "synthesis/random.hpp"
#include "synthesis/surface.hpp"
#include "synthesis/truth.hpp"

namespace ridgeline {

SyntheticPrint make_impression(const MasterPrint& master, std::uint32_t impression, PrintKind kind) {
  using namespace synthesis;
  const auto stream = [&](Stream use) { return impression_stream(use, master, impression, kind); };
  const ImpressionTraits traits = draw_impression_traits(master, impression, kind);
  const Plane<float> pressure = contact_pressure(traits, stream(Stream::contact));
  const Plane<float> trace = skin_trace(master, traits, pressure, stream(Stream::surface));
  SyntheticPrint print;
  print.image = {traits.width, traits.height, 500.0, sense(traits, trace, master.name.seed, stream(Stream::sensor))};
  print.truth = true_template(master, traits, pressure, kind);
  print.pattern = master.traits.pattern;
  return print;
}

SyntheticPrint synthesize(const SynthesisRequest& request) {
  const MasterPrint master = make_master(request.seed, request.person, request.position);
  return make_impression(master, request.impression, request.kind);
}

}  // namespace ridgeline
