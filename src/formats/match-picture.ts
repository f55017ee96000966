import { minutiaMark, minutiaPoint, px } from './minutia-marks.js';
import { drawOver, enlarge, type PrintWithTemplate } from './print-canvas.js';

/** White space between the two prints, picture px. */
const gap = 24;

/** Turn of hue from pair to pair, degrees: the golden angle, which keeps neighbours in the list apart in colour. */
const hueStep = 137.508;

/**
 * Two prints side by side, probe on the left, with a coloured line between each two minutiae that a comparison held for the
 * same; as a PNG file. `pairs` alternates probe and candidate indices (ExplainedComparison.pairs).
 */
export async function matchPicture(
  probe: PrintWithTemplate,
  candidate: PrintWithTemplate,
  pairs: Uint16Array,
): Promise<Uint8Array> {
  const [left, right] = await Promise.all([enlarge(probe), enlarge(candidate)]);
  const rightEdge = left.width + gap;
  const size = { width: rightEdge + right.width, height: Math.max(left.height, right.height) };
  const drawing = pairsOf(pairs).map((pair, index) => drawPair(probe, candidate, pair, rightEdge, colourOf(index)));
  const prints = [
    { print: left, left: 0 },
    { print: right, left: rightEdge },
  ];
  return await drawOver(size, prints, drawing);
}

interface Pair {
  readonly probe: number;
  readonly candidate: number;
}

function pairsOf(alternating: Uint16Array): Pair[] {
  return Array.from({ length: Math.floor(alternating.length / 2) }, (_, index) => ({
    probe: alternating[2 * index] ?? 0,
    candidate: alternating[2 * index + 1] ?? 0,
  }));
}

function drawPair(
  probe: PrintWithTemplate,
  candidate: PrintWithTemplate,
  pair: Pair,
  rightEdge: number,
  colour: string,
): string {
  const from = minutiaPoint(probe.contents, pair.probe);
  const to = minutiaPoint(candidate.contents, pair.candidate);
  return [
    minutiaMark(probe.contents, pair.probe, colour),
    `<g transform="translate(${rightEdge} 0)">${minutiaMark(candidate.contents, pair.candidate, colour)}</g>`,
    `<line x1="${px(from.x)}" y1="${px(from.y)}" x2="${px(to.x + rightEdge)}" y2="${px(to.y)}"`,
    ` stroke="${colour}" stroke-width="1.5" stroke-opacity="0.75"/>`,
  ].join('');
}

function colourOf(index: number): string {
  return `hsl(${Math.round(index * hueStep) % 360}, 90%, 40%)`;
}
