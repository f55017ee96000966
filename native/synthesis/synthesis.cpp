#include "synthesis/synthesis.hpp"

#include "synthesis/contact.hpp"
#include "synthesis/contact_window.hpp"
#include "synthesis/impression_traits.hpp"
#include "synthesis/random.hpp"
#include "synthesis/sensor.hpp"
#include "synthesis/surface.hpp"
#include "synthesis/truth.hpp"
#include "synthesis/window.hpp"

namespace ridgeline {

SyntheticPrint make_impression(const MasterPrint& master, const Touch& touch) {
  using namespace synthesis;
  const auto stream = [&](Stream use) { return impression_stream(use, master, touch); };
  const ImpressionTraits traits = draw_impression_traits(master, touch);
  const int scale = touch.ppi >= 1000 ? 2 : 1;
  const Window window = window_around(traits, {traits.width_px, traits.height_px}, scale);
  const Plane<float> pressure = contact_pressure(traits, window, stream(Stream::contact));
  Plane<float> trace(traits.width_px * scale, traits.height_px * scale);
  lay_over(trace, skin_trace(master, traits, window, pressure, stream(Stream::surface)), window);
  SyntheticPrint print;
  print.image = {trace.width, trace.height, 500.0 * scale,
                 sense(trace, {touch.sensor, traits.darkness, scale, master.name.seed}, stream(Stream::sensor))};
  print.truth = true_template(master, traits, window, pressure, touch.kind);
  print.pattern = master.traits.pattern;
  return print;
}

SyntheticPrint synthesize(const SynthesisRequest& request) {
  return make_impression(make_master(request.seed, request.person, request.position), request.touch);
}

}  // namespace ridgeline
