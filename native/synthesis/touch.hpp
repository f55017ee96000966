// How a finger touches what takes its print: the choices of whoever asks for an impression.
#pragma once

#include <cstdint>

namespace ridgeline {

enum class PrintKind : std::uint8_t {
  plain,   ///< what one touch shows
  rolled,  ///< the finger from nail to nail, on a field of 1.6 x 1.5 in
};

enum class SensorKind : std::uint8_t {
  optical,     ///< frustrated total reflection on a platen of 0.8 x 1.0 in
  capacitive,  ///< a chip of 0.6 x 0.8 in
  inked,       ///< ink on paper, scanned
};

enum class PrintCondition : std::uint8_t {
  any,        ///< drawn, the worse the greater the difficulty
  clean,      ///< firm, even, well placed, without a mark
  dry,        ///< thin broken ridges
  wet,        ///< broad ridges that run together
  partial,    ///< a side or the tip only
  distorted,  ///< dragged and turned while pressed
  worn,       ///< creases, scratches and dry patches
};

/// One impression of a finger.
struct Touch {
  std::uint32_t impression = 0;  ///< 0 the first
  PrintKind kind = PrintKind::plain;
  SensorKind sensor = SensorKind::optical;
  PrintCondition condition = PrintCondition::any;
  double difficulty = 0.5;  ///< 0 impressions of willing people who are guided, 1 of people who avoid to be recognised
  int ppi = 500;            ///< 500 or 1000
};

}  // namespace ridgeline
