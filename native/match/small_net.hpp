// Output of a small net, in one fixed order of sums.
#pragma once

#include "match/model.hpp"

namespace ridgeline::match {

template <std::size_t Inputs, std::size_t Hidden>
[[nodiscard]] float output_of(const SmallNet<Inputs, Hidden>& net, const std::array<float, Inputs>& input) noexcept {
  float output = net.output_bias;
  for (std::size_t h = 0; h < Hidden; ++h) {
    float sum = net.biases[h];
    for (std::size_t i = 0; i < Inputs; ++i) sum += net.weights[h][i] * input[i];
    output += net.output_weights[h] * (sum > 0.0f ? sum : 0.0f);
  }
  return output;
}

}  // namespace ridgeline::match
