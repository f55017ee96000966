import Type, { type Static } from 'typebox';
import { templateContents } from '../../engine/index.js';

const closed = { additionalProperties: false } as const;

/** By TemplateContents.type. */
const minutiaTypes = ['other', 'ending', 'bifurcation'] as const;

/** Decimals of a pixel that answers have: templates keep eighths. */
const decimals = 3;

const Minutia = Type.Object(
  {
    x: Type.Number({ description: 'px at 500 ppi from the left' }),
    y: Type.Number({ description: 'px at 500 ppi from the top' }),
    angle: Type.Number({ description: 'degrees, counter-clockwise from the right' }),
    type: Type.Enum([...minutiaTypes]),
    quality: Type.Integer({ minimum: 0, maximum: 100 }),
  },
  closed,
);

/** A print as people look at it: its size and its minutiae. */
export const Drawing = Type.Object(
  { width: Type.Integer({ minimum: 0 }), height: Type.Integer({ minimum: 0 }), minutiae: Type.Array(Minutia) },
  { ...closed, description: 'px at 500 ppi' },
);

export type Drawing = Static<typeof Drawing>;

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
