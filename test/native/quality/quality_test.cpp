#include "quality/quality.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "quality/advice.hpp"
#include "quality/parameters.hpp"

using namespace ridgeline;
using namespace ridgeline::quality;

namespace {

/// The figures of a usual print of a large optical sensor.
PrintFigures usual() {
  PrintFigures figures;
  figures.ridge_area_px = 84000;
  figures.minutiae = 40;
  figures.good_period_share = 0.8;
  figures.period_spread = 0.08;
  figures.flow_smoothness = 0.96;
  figures.certainty_mean = 0.93;
  figures.certainty_low = 0.87;
  figures.clarity_mean = 0.8;
  figures.clarity_low = 0.68;
  figures.clear_share = 0.9;
  figures.best_minutiae_clarity = 0.85;
  figures.clear_minutiae = 32;
  figures.dropped_minutiae = 4;
  figures.grey_skewness = -0.3;
  figures.contrast_grey = 58;
  figures.core_depth_px = 80;
  figures.cut_share = 0.2;
  figures.offset_px = 18;
  return figures;
}

bool has(const std::vector<Advice>& advice, Advice wanted) {
  return std::find(advice.begin(), advice.end(), wanted) != advice.end();
}

}  // namespace

TEST_CASE("the expected score is the weighted sum of standardised inputs, held within their limit") {
  Model model{};
  model.intercept = 50;
  model.mean[0] = 2;
  model.inverse_deviation[0] = 4;
  model.weight[0] = 3;
  std::array<double, kInputs> inputs{};
  inputs[0] = 2.5;
  CHECK(expected_score_db(model, inputs) == doctest::Approx(50 + 3 * 4 * 0.5));
  inputs[0] = 100;
  CHECK(expected_score_db(model, inputs) == doctest::Approx(50 + 3 * quality_parameters::kInputLimit));
}

TEST_CASE("a usual print has a good quality, and whatever is worse lowers it") {
  const int good = print_quality(usual());
  CHECK(good > 65);
  CHECK(good < 85);
  const auto worse = [&](auto change) {
    PrintFigures figures = usual();
    change(figures);
    return static_cast<int>(print_quality(figures));
  };
  CHECK(worse([](PrintFigures& f) { f.clarity_mean = 0.55, f.clarity_low = 0.4, f.clear_share = 0.4; }) < good);
  CHECK(worse([](PrintFigures& f) { f.ridge_area_px = 20000; }) < good);
  CHECK(worse([](PrintFigures& f) { f.minutiae = 8, f.clear_minutiae = 6, f.best_minutiae_clarity = 0.35; }) < good);
  CHECK(worse([](PrintFigures& f) { f.dropped_minutiae = 60; }) < good);
  CHECK(worse([](PrintFigures& f) { f.good_period_share = 0.3; }) < good);
  CHECK(print_quality(PrintFigures{}) < 45);
}

TEST_CASE("advice names what is wrong, and only that") {
  CHECK(advice_on(usual()).empty());
  const auto advice = [](auto change) {
    PrintFigures figures = usual();
    change(figures);
    return advice_on(figures);
  };
  const auto only = [](const std::vector<Advice>& given, Advice wanted) { return given == std::vector{wanted}; };
  CHECK(only(advice([](PrintFigures& f) { f.ridge_area_px = 30000; }), Advice::too_small));
  CHECK(only(advice([](PrintFigures& f) { f.minutiae = 9; }), Advice::few_minutiae));
  CHECK(only(advice([](PrintFigures& f) { f.clear_share = 0.2; }), Advice::unclear));
  CHECK(only(advice([](PrintFigures& f) { f.contrast_grey = 15; }), Advice::low_contrast));
  CHECK(only(advice([](PrintFigures& f) { f.grey_skewness = -0.9, f.clear_share = 0.8; }), Advice::too_dry));
  CHECK(only(advice([](PrintFigures& f) { f.grey_skewness = 0.4; }), Advice::too_wet));
  CHECK(only(advice([](PrintFigures& f) { f.offset_px = 70, f.cut_share = 0.5; }), Advice::off_centre));
  CHECK(advice([](PrintFigures& f) { f.offset_px = 70, f.cut_share = 0.0; }).empty());
  const auto several = advice([](PrintFigures& f) { f.ridge_area_px = 9000, f.minutiae = 5; });
  CHECK(several.front() == Advice::too_small);
  CHECK(has(several, Advice::few_minutiae));
  CHECK(name_of(Advice::too_small) == "TOO_SMALL");
}
