// Every limit that bytes from outside meet, in one place. Checked at the edge, asserted inside.
#pragma once

#include <cstddef>

namespace ridgeline::limits {

/// Range of scanning resolutions, pixels per inch: below 300 ridges of a child blur together, above 1200 no exemplar
/// scanner goes (issue scope; ANSI/NIST-ITL knows 500 and 1000).
inline constexpr double kMinPpi = 300.0;
inline constexpr double kMaxPpi = 1200.0;

/// The resolution at which everything after resampling works, pixels per inch (ANSI/NIST-ITL class resolution).
inline constexpr double kNominalPpi = 500.0;

/// Largest width or height of a print before resampling, px: 3.2 inches (FAP 60 slap width) at 1200 ppi, rounded up.
inline constexpr int kMaxImageSide = 4096;

/// Largest width or height of a print at 500 ppi, px: templates keep positions in 14 bits of 1/8 px.
inline constexpr int kMaxNominalSide = 2000;

/// Smallest width or height at 500 ppi, px: 3.2 mm, some six ridges, fewer than any area sensor shows.
inline constexpr int kMinNominalSide = 64;

/// Most minutiae in one template: the count is one byte in ISO/IEC 19794-2:2005. Rolled prints carry up to about 150.
inline constexpr std::size_t kMaxMinutiae = 255;

/// Largest image or template file that is read at all, bytes: a raw 4096 x 4096 x 16-bit image with room for headers.
inline constexpr std::size_t kMaxFileBytes = 40u << 20;

/// Most impressions of one finger and most templates of one subject: ten fingers, rolled and plain, with spare ones.
inline constexpr std::size_t kMaxImpressionsPerFinger = 8;
inline constexpr std::size_t kMaxTemplatesPerSubject = 40;

/// Longest system, owner and reference, bytes of UTF-8.
inline constexpr std::size_t kMaxNameBytes = 128;

/// Shards of one gallery.
inline constexpr std::size_t kMaxShards = 1024;

/// Candidates one search may return.
inline constexpr std::size_t kMaxCandidates = 1000;

}  // namespace ridgeline::limits
