// Outputs of a small net for columns of figures, each in one fixed order of sums.
#pragma once

#include "match/buffers.hpp"
#include "match/kernels/floats.hpp"
#include "match/model.hpp"

namespace ridgeline::match {

/// Columns are padded to whole registers; what stands beyond `count` is not looked at afterwards.
template <std::size_t Inputs, std::size_t Hidden, std::size_t Records>
void run_net(const SmallNet<Inputs, Hidden>& net, const std::array<std::array<float, Records>, Inputs>& figures,
             std::size_t count, float* outputs) noexcept {
  std::array<const float*, Inputs> columns;
  for (std::size_t i = 0; i < Inputs; ++i) columns[i] = figures[i].data();
  kernels::float_kernels().net_outputs(
      {Inputs, Hidden, net.weights[0].data(), net.biases.data(), net.output_weights.data(), net.output_bias},
      columns.data(), count, outputs);
}

}  // namespace ridgeline::match
