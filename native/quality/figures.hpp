// What extraction measured of a whole print: all that acceptance, quality and advice rest on.
#pragma once

#include <cstddef>

namespace ridgeline {

/// Lengths are px at 500 ppi. Shares and means are over the area where ridges were found.
struct PrintFigures {
  int ridge_area_px = 0;             ///< where ridges came out clearly
  std::size_t minutiae = 0;          ///< kept in the template
  double good_period_share = 0;      ///< of the places tried: ridges repeat there
  double period_spread = 0;          ///< deviation of the ridge period over its median
  double flow_smoothness = 0;        ///< 0..1: length of the orientation vectors averaged over kFlowSigma_cells
  double certainty_mean = 0;         ///< 0..1: coherence of the last orientation estimate
  double certainty_low = 0;          ///< of its worst tenth, the best
  double clarity_mean = 0;           ///< -1..1: how well the filtered ridges explain the print
  double clarity_low = 0;            ///< of its worst tenth, the best
  double clear_share = 0;            ///< where clarity is at least kClearClarity
  double best_minutiae_clarity = 0;  ///< sum over the best kBestMinutiae, by their number
  std::size_t clear_minutiae = 0;    ///< whose clarity is above kClearClarity
  std::size_t dropped_minutiae = 0;  ///< found and taken for false
  double grey_skewness = 0;          ///< of the normalised print: below 0 thin, broken ridges, above 0 thin valleys
  double contrast_grey = 0;          ///< mean local deviation, grey levels
  double core_depth_px = 0;          ///< from the place where the ridges turn most to where they end
  double cut_share = 0;              ///< of the outline: the edge of the image
  double offset_px = 0;              ///< of the area's centroid from the middle of the image
};

}  // namespace ridgeline
