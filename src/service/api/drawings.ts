import { templateContents } from '../../engine/index.js';
import { type Drawing, minutiaTypes } from './look-schemas.js';

/** Decimals of a pixel that answers have: templates keep eighths. */
const decimals = 3;

export function drawingOf(template: Uint8Array): Drawing {
  const { width, height, x, y, angle, type, minutiaQuality } = templateContents(template);
  const minutiae = Array.from(x, (left, i) => ({
    x: rounded(left),
    y: rounded(y[i] ?? 0),
    angle: rounded(angle[i] ?? 0),
    type: minutiaTypes[type[i] ?? 0] ?? 'other',
    quality: minutiaQuality[i] ?? 0,
  }));
  return { width, height, minutiae };
}

function rounded(value: number): number {
  return Number(value.toFixed(decimals));
}
