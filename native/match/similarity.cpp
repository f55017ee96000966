#include "match/similarity.hpp"

#include "match/kernels/dot_products.hpp"
#include "match/kernels/floats.hpp"

namespace ridgeline::match {

void fill_evidence_table(const PreparedView& first, const PreparedView& second, EvidenceTable& table) {
  kernels::DotProducts* const dot_products = kernels::dot_products();
  dot_products(first.descriptors(), first.minutiae(), second.descriptors(), second.padded(), table.steps.data());
  for (std::size_t i = 0; i < first.minutiae(); ++i) {
    std::int32_t* row = table.steps.data() + i * kMaxUsedMinutiae;
    const std::int32_t own = first.own_evidence()[i];
    for (std::size_t j = 0; j < second.padded(); ++j) row[j] += own + second.own_evidence()[j];
  }
  kernels::float_kernels().two_best(
      table.steps.data(), first.minutiae(), second.padded(),
      {table.row_best.data(), table.row_second.data(), table.column_best.data(), table.column_second.data()});
}

}  // namespace ridgeline::match
