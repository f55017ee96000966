/**
 * What cards and platens show beside fingers: lines of script and of the form, specks of dust and old ink, smudges, a hair. Shapes
 * of SVG in a box of 1000 x 1000, which is laid over the whole slap.
 */
import { generator } from '../generator.js';

type Draw = () => number;

/** Lines of script, specks, smudges and hairs of a slap. */
const scriptLines = 3;
const specks = 14;
const smudges = 3;
const hairs = 1;

export function clutterOf(seed: number): string {
  const draw = generator(seed);
  const many = (count: number, shape: (draw: Draw) => string): string =>
    Array.from({ length: count }, () => shape(draw)).join('');
  return [form(draw), many(scriptLines, script), many(specks, speck), many(smudges, smudge), many(hairs, hair)].join(
    '',
  );
}

/** A line of the printed form, and its frame. */
function form(draw: Draw): string {
  const y = 20 + 60 * draw();
  return `<path d="M8 8H992V992H8ZM0 ${y}H1000" fill="none" stroke="#444" stroke-width="${2 + 2 * draw()}"/>`;
}

/** Words of strokes as letters have them, 2 to 4 mm high, somewhere in the upper or lower fifth. */
function script(draw: Draw): string {
  const size = 14 + 14 * draw();
  const y = draw() < 0.5 ? 40 + 160 * draw() : 800 + 160 * draw();
  let x = 30 + 500 * draw();
  let strokes = '';
  for (let letters = 8 + Math.floor(20 * draw()); letters > 0 && x < 970; letters -= 1) {
    const at = (): string => `${(x + 0.7 * size * draw()).toFixed(1)} ${(y - size * draw()).toFixed(1)}`;
    strokes += `M${at()}L${at()}L${at()}Q${at()} ${at()}`;
    x += (draw() < 0.15 ? 2 : 0.95) * size;
  }
  return `<path d="${strokes}" fill="none" stroke="#222" stroke-width="${1.5 + 2 * draw()}"/>`;
}

function speck(draw: Draw): string {
  const radius = 1 + 9 * draw() ** 2;
  return `<ellipse cx="${1000 * draw()}" cy="${1000 * draw()}" rx="${radius}" ry="${radius * (0.4 + draw())}" fill="#333"/>`;
}

function smudge(draw: Draw): string {
  const [x, y, turn] = [1000 * draw(), 1000 * draw(), 180 * draw()];
  const size = `rx="${30 + 60 * draw()}" ry="${15 + 30 * draw()}"`;
  return `<ellipse ${size} fill="#888" fill-opacity="0.45" transform="translate(${x} ${y}) rotate(${turn})"/>`;
}

function hair(draw: Draw): string {
  const at = (): string => `${1000 * draw()} ${1000 * draw()}`;
  return `<path d="M${at()}Q${at()} ${at()}" fill="none" stroke="#333" stroke-width="2"/>`;
}
