#include "match/similarity.hpp"

#include "match/kernels/evidence_table.hpp"
#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

kernels::PackedDescriptors descriptors_of(const Side& print) {
  return {print.descriptors, print.own_evidence.data(), print.count, print.padded};
}

float lead(std::int16_t own, std::int16_t best, std::int16_t second) {
  return static_cast<float>(own - (own == best ? second : best)) / match_parameters::kEvidenceSteps;
}

}  // namespace

void fill_evidence_table(const Side& first, const Side& second, EvidenceTable& table) {
  kernels::FillEvidence* const fill = kernels::fill_evidence();
  fill(descriptors_of(first), descriptors_of(second), table.steps.data());
}

void find_leads(const EvidenceTable& table, std::size_t first_count, std::size_t second_count, EvidenceLeads& leads) {
  kernels::float_kernels().column_two_best(table.steps.data(), first_count, padded_to_lanes(second_count),
                                           leads.best.data(), leads.second.data());
}

float lead_in_row(const EvidenceTable& table, std::size_t second_count, std::size_t i, std::size_t j) {
  const kernels::TwoBest row = kernels::float_kernels().row_two_best(table.row(i), padded_to_lanes(second_count));
  return lead(table.row(i)[j], row.best, row.second);
}

float lead_in_column(const EvidenceTable& table, const EvidenceLeads& leads, std::size_t i, std::size_t j) {
  return lead(table.row(i)[j], leads.best[j], leads.second[j]);
}

}  // namespace ridgeline::match
