// Preparation with a given model; training makes models of its own.
#pragma once

#include "match/match.hpp"
#include "match/model.hpp"
#include "template/template.hpp"

namespace ridgeline::match {

[[nodiscard]] PreparedPrint prepare_with(const Model& model, const Template& print);

}  // namespace ridgeline::match
