import type { CardTask, SynthesizedCard } from '../../engine/index.js';

/** What is true of a card, as its truth.json says it. Lengths are px of the pictures, angles degrees clockwise from upright. */
export function cardTruth(task: CardTask, card: SynthesizedCard): object {
  const scale = task.ppi / 500;
  return {
    person: task.person + 1,
    card: task.impression + 1,
    seed: task.seed,
    ppi: task.ppi,
    missing: task.missingFingers,
    rolled: card.rolled.map(({ position, width, height, patternClass }) => ({
      position,
      file: `${String(position).padStart(2, '0')}.${task.format}`,
      width,
      height,
      patternClass,
    })),
    slaps: card.slaps.map(({ position, width, height, tiltDegrees, fingers }) => ({
      position,
      file: `${position}.${task.format}`,
      width,
      height,
      tiltDegrees,
      fingers: fingers.map(({ position: finger, patternClass, box, turnedBox }) => ({
        position: finger,
        patternClass,
        box: {
          left: scale * box.left,
          top: scale * box.top,
          width: scale * box.width,
          height: scale * box.height,
        },
        turnedBox: {
          middleX: scale * turnedBox.middleX,
          middleY: scale * turnedBox.middleY,
          width: scale * turnedBox.width,
          height: scale * turnedBox.height,
          angleDegrees: turnedBox.angleDegrees,
        },
      })),
    })),
  };
}
