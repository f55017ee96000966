import { beforeAll, describe, expect, test } from 'vitest';
import { judgeGenuine } from '../../../../../src/cli/bench/failures/judge-set.js';
import { drawPair } from '../../../../../src/cli/bench/failures/pair-drawing.js';
import { cropped, printBox } from '../../../../../src/cli/bench/failures/print-box.js';
import { ridgeOverlay } from '../../../../../src/cli/bench/failures/ridge-overlay.js';
import { type Pairing, pairingOf, reversed } from '../../../../../src/cli/bench/failures/true-alignment.js';
import { type DissectedPrint, Workbench } from '../../../../../src/engine/index.js';
import type { StageField } from '../../../../../src/native/binding.js';

const fingers = ['one', 'one', 'one', 'one'];
const pair = { probe: 0, candidate: 1, score: 5 };
let prints: DissectedPrint[] = [];
let pairings: (from: number, to: number) => Pairing | undefined = () => undefined;

beforeAll(async () => {
  const workbench = new Workbench({ threads: 1 });
  const files = await Promise.all(
    fingers.map(async (_, impression) => {
      const touch = { seed: 8, person: 4, position: 2, impression, condition: 'clean', difficulty: 0.2 } as const;
      return { bytes: (await workbench.synthesize(touch)).png, name: `impression ${impression}` };
    }),
  );
  prints = await Promise.all(files.map((file) => workbench.dissect(file)));
  const templates = await Promise.all(files.map(async (file) => (await workbench.timeExtraction(file)).template));
  const all = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].filter((b) => b > a).map((b) => [a, b] as const));
  const explained = await workbench.explainPairs(templates, Uint32Array.from(all.flat()));
  const found = new Map(all.map(([a, b], at) => [`${a} ${b}`, explained[at]]));
  pairings = (from, to) => {
    const [forth, back] = [found.get(`${from} ${to}`), found.get(`${to} ${from}`)];
    return forth ? pairingOf(forth) : back && reversed(pairingOf(back));
  };
  await workbench.close();
}, 60_000);

const judge = (changed: Readonly<Record<number, DissectedPrint>> = {}) =>
  judgeGenuine(pair, fingers, new Map(prints.map((print, at) => [at, changed[at] ?? print])), pairings);

/** A print with a field changed value by value. */
function withField(print: DissectedPrint | undefined, name: string, change: (value: number, cell: number) => number) {
  if (print === undefined) throw new RangeError('no such print');
  const field: StageField | undefined = print.fields[name];
  if (field === undefined) throw new RangeError(`no field ${name}`);
  return { ...print, fields: { ...print.fields, [name]: { ...field, values: field.values.map(change) } } };
}

describe('two good impressions of one synthetic finger', () => {
  test('lie on each other as the matcher, too, has them, and nothing is unusual but the score', () => {
    const { cause, truth, measured, pairing } = judge();
    expect(cause).toBe('matcher');
    expect(truth?.agreeing).toBe(2);
    expect(pairing.links.length).toBeGreaterThan(10);
    expect(measured?.figures.rightPairs).toBeGreaterThan(0.9);
    expect(measured?.figures.counterpartShare).toBeGreaterThan(0.7);
    expect(measured?.figures.flowApart).toBeLessThan(0.1);
    expect(measured?.figures.overlapMm2).toBeGreaterThan(77);
  });

  test('with an orientation field that is wrong in one of them', () => {
    expect(judge({ 1: withField(prints[1], 'orientation', (angle) => angle + 0.8) }).cause).toBe('orientation');
  });

  test('with ridge periods that are wrong in one of them', () => {
    expect(judge({ 0: withField(prints[0], 'ridge-period', (period) => 1.5 * period) }).cause).toBe('ridge period');
  });

  test('with half of the foreground left out', () => {
    const columns = prints[0]?.fields['foreground']?.columns ?? 0;
    const half = withField(prints[0], 'foreground', (inside, cell) => (cell % columns > columns / 2 ? inside : 0));
    expect(judge({ 0: half }).cause).toBe('segmentation');
    const alsoLoose = withField(half, 'loose-foreground', (inside, cell) =>
      cell % columns > (2 * columns) / 3 ? inside : 0,
    );
    const quarter = withField(alsoLoose, 'foreground', (inside, cell) =>
      cell % columns > (2 * columns) / 3 ? inside : 0,
    );
    expect(judge({ 0: quarter }).cause).toBe('little overlap');
  });

  test('with false minutiae in one of them', () => {
    const contents = prints[0]?.contents;
    if (contents === undefined) throw new RangeError('no template');
    const moved = { ...contents, angle: contents.angle.map((angle) => angle + 90) };
    expect(judge({ 0: { ...(prints[0] as DissectedPrint), contents: moved } }).cause).toMatch(/minutiae|ridges/);
  });

  test('of which one gave no template', () => {
    const { contents: _, ...without } = prints[1] as DissectedPrint;
    expect(judge({ 1: without })).toMatchObject({ cause: 'no template' });
  });

  test('and no third that matches both', () => {
    const lonely = judgeGenuine(pair, ['one', 'one', 'other', 'other'], new Map(prints.entries()), pairings);
    expect(lonely.cause).toBe('unknown');
    expect(lonely.measured).toBeDefined();
  });
});

describe('their pictures', () => {
  test('show every minutia of both, and the number of every pair twice', () => {
    const judged = judge();
    const [probe, candidate] = prints.map((print) => ({ ...print, contents: print.contents ?? expect.fail() }));
    if (probe === undefined || candidate === undefined) expect.fail();
    const svg = drawPair(
      judged,
      { print: probe, name: 'a < b', href: 'a.png' },
      { print: candidate, name: 'b', href: 'b.png' },
    );
    expect(svg.match(/<circle /g)).toHaveLength(probe.contents.x.length + candidate.contents.x.length);
    expect(svg).toContain('a &lt; b');
    for (const order of judged.pairing.links.keys()) {
      expect(svg.match(new RegExp(`>${order + 1}</text>`, 'g'))).toHaveLength(2);
    }
  });

  test('are cut to where the print lies', () => {
    const [print] = prints;
    const picture = print?.pictures['print'];
    if (print?.contents === undefined || picture === undefined) expect.fail();
    const box = printBox({ ...print, contents: print.contents });
    for (const [at, x] of print.contents.x.entries()) {
      expect(x).toBeGreaterThan(box.left);
      expect(x).toBeLessThan(box.left + box.width);
      expect(print.contents.y[at]).toBeLessThan(box.top + box.height);
    }
    const cut = cropped(picture, { left: 3, top: 5, width: 7, height: 2 });
    expect(cut.pixels).toHaveLength(14);
    expect(cut.pixels[7]).toBe(picture.pixels[6 * picture.width + 3]);
  });

  test('have the ridges of both on the same places', () => {
    const judged = judge();
    const [probe, candidate] = prints.map((print) => ({ ...print, contents: print.contents ?? expect.fail() }));
    const overlay = probe && candidate && judged.alignment && ridgeOverlay(probe, candidate, judged.alignment);
    const counts = { both: 0, one: 0 };
    for (let at = 0; at < (overlay?.pixels.length ?? 0); at += 3) {
      const [red = 0, , blue = 0] = overlay?.pixels.subarray(at, at + 3) ?? [];
      if (red < 60 && blue < 60) counts.both += 1;
      else if (red !== 255) counts.one += 1;
    }
    // Laid down anyhow, ridges as wide as valleys would meet in a third of what either covers.
    expect(counts.both / (counts.both + counts.one)).toBeGreaterThan(0.45);
  });
});
