// How dense minutiae lie: an unpaired minutia speaks against only where the other print shows minutiae at all.
#pragma once

#include "match/buffers.hpp"

namespace ridgeline::match {

/// Minutiae of the other print around every minutia of either, all of them and the paired ones.
void measure_density(const Side& first, const Side& second, const Placement& placement, const Pairing& pairing,
                     OtherDensity& at_first, OtherDensity& at_second);

}  // namespace ridgeline::match
