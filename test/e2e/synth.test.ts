import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodePrint } from '../../src/formats/decode-print.js';
import { loadNative } from '../../src/native/load.js';
import { temporaryFolder } from '../temporary-folder.js';
import { mainPath, ridgeline, ridgelineJson } from './ridgeline.js';

let folder = '';

beforeAll(() => {
  folder = temporaryFolder();
});

const one = ['--people', '1', '--fingers', '3', '--impressions', '1', '--seed', '9'];
const read = (...path: string[]): Buffer => readFileSync(join(folder, ...path));

async function imageOf(...path: string[]) {
  const decoded = await decodePrint(read(...path));
  if (decoded.kind !== 'image') throw new Error('expected an image');
  return decoded.image;
}

/** Every file under a folder with its bytes. */
function contentsOf(path: string): Record<string, string> {
  const names = readdirSync(join(folder, path), { recursive: true, encoding: 'utf8' }).toSorted();
  const files = names.filter((name) => statSync(join(folder, path, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, read(path, name).toString('base64')]));
}

describe('synth prints', () => {
  test('writes the same pixels as PNG and TIFF, and nearly the same as WSQ', async () => {
    for (const format of ['png', 'tiff', 'wsq']) {
      await ridgeline(folder, ['synth', 'prints', ...one, '--format', format, '--out', format]);
    }
    const png = await imageOf('png/P0001/3_1.png');
    const tiff = await imageOf('tiff/P0001/3_1.tiff');
    const wsq = await imageOf('wsq/P0001/3_1.wsq');
    expect(tiff).toEqual(png);
    expect([wsq.width, wsq.height, wsq.ppi]).toEqual([png.width, png.height, 500]);
    const error = png.pixels.reduce((sum, level, i) => sum + Math.abs(level - (wsq.pixels[i] ?? 0)), 0);
    expect(error / png.pixels.length).toBeLessThan(8);
    expect(read('wsq/P0001/3_1.wsq').length).toBeLessThan(png.pixels.length / 8);
  });

  test('sensor, resolution and kind show in the pictures', async () => {
    const settings = ['--sensor', 'capacitive', '--ppi', '1000', '--condition', 'clean'];
    await ridgeline(folder, ['synth', 'prints', ...one, ...settings, '--out', 'chip']);
    expect(await imageOf('chip/P0001/3_1.png')).toMatchObject({ width: 600, height: 800, ppi: 1000 });
    await ridgeline(folder, ['synth', 'prints', ...one, '--rolled', '--sensor', 'inked', '--out', 'rolled']);
    expect(await imageOf('rolled/P0001/3_1.png')).toMatchObject({ width: 800, height: 750, ppi: 500 });
  });

  test('the truth beside a clean print is what extraction finds there', async () => {
    await ridgeline(folder, ['synth', 'prints', ...one, '--condition', 'clean', '--truth', '--out', 'true']);
    const native = loadNative();
    const [packed] = native.readMinutiaeRecord(read('true/P0001/3_1.truth')).templates;
    const truth = native.readTemplate(packed ?? new Uint8Array(0));
    expect(truth.position).toBe(3);
    const found = native.readTemplate(native.extract(await imageOf('true/P0001/3_1.png'), 3, 0).template);
    const near = [...truth.x].filter((x, i) =>
      [...found.x].some((other, k) => Math.hypot(other - x, (found.y[k] ?? 0) - (truth.y[i] ?? 0)) < 12),
    );
    expect(near.length).toBeGreaterThan(0.75 * truth.x.length);
  });

  test('a spread difficulty differs from impression to impression, and not with their number', async () => {
    const parameters = ['--people', '1', '--fingers', '3', '--seed', '9', '--difficulty', 'spread', '--out'];
    const three = await ridgelineJson(folder, 'synth', 'prints', ...parameters, 'spread', '--impressions', '3');
    expect(three.document['prints']).toMatchObject([{ difficulty: 0.5 }, { difficulty: 0.25 }, { difficulty: 0.75 }]);
    const last = ['--impressions', '1', '--first-impression', '3'];
    await ridgeline(folder, ['synth', 'prints', ...parameters, 'last', ...last]);
    expect(read('last/P0001/3_3.png')).toEqual(read('spread/P0001/3_3.png'));
  });

  test('a run that was killed goes on where it stopped, and ends with the same files', async () => {
    const parameters = ['synth', 'prints', '--people', '3', '--fingers', '1,2,3,4', '--seed', '12', '--truth', '--out'];
    const child = spawn(process.execPath, [mainPath, ...parameters, 'killed'], { cwd: folder, stdio: 'ignore' });
    while (!existsSync(join(folder, 'killed/P0001/2_1.png'))) await new Promise((wake) => setTimeout(wake, 5));
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    const before = statSync(join(folder, 'killed/P0001/2_1.png')).mtimeMs;

    const { document } = await ridgelineJson(folder, ...parameters, 'killed');
    expect(document['alreadyThere']).toBeGreaterThanOrEqual(3);
    expect(document['prints']).toHaveLength(24 - Number(document['alreadyThere']));
    expect(statSync(join(folder, 'killed/P0001/2_1.png')).mtimeMs).toBe(before);
    await ridgeline(folder, [...parameters, 'unharmed']);
    expect(contentsOf('killed')).toEqual(contentsOf('unharmed'));
  });

  test('other settings in the same folder are refused, more people are not', async () => {
    await ridgeline(folder, ['synth', 'prints', ...one, '--out', 'again']);
    const before = contentsOf('again');
    const refused = await ridgeline(folder, ['synth', 'prints', ...one, '--sensor', 'inked', '--out', 'again']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/INVALID_ARGUMENT.*sensor "optical" and not "inked".*--overwrite/);
    expect(contentsOf('again')).toEqual(before);

    const more = await ridgelineJson(folder, 'synth', 'prints', ...one, '--people', '2', '--out', 'again');
    expect(more.document).toMatchObject({ alreadyThere: 1, prints: [{ person: 2 }] });
    const anew = ['--sensor', 'inked', '--overwrite'];
    await ridgeline(folder, ['synth', 'prints', ...one, ...anew, '--out', 'again']);
    expect(read('again/P0001/3_1.png').toString('base64')).not.toBe(before['P0001/3_1.png']);
  });
});

describe('synth templates', () => {
  const people = ['--people', '2', '--fingers', '2,7', '--impressions', '2', '--seed', '3'];

  test('writes a record for each print, or for each person', async () => {
    const single = await ridgelineJson(folder, 'synth', 'templates', ...people, '--out', 'records');
    expect(single.document).toMatchObject({ records: 8, alreadyThere: 0 });
    await ridgeline(folder, ['synth', 'templates', ...people, '--layout', 'person', '--out', 'whole']);
    const native = loadNative();
    const views = native.readMinutiaeRecord(read('whole/P0002.iso')).templates.map((view) => native.readTemplate(view));
    expect(views.map(({ position }) => position)).toEqual([2, 2, 7, 7]);
    const [first] = native.readMinutiaeRecord(read('records/P0002/7_2.iso')).templates;
    expect(native.readTemplate(first ?? new Uint8Array(0)).x).toEqual(views[3]?.x);
    const again = await ridgelineJson(folder, 'synth', 'templates', ...people, '--out', 'records');
    expect(again.document).toMatchObject({ records: 0, alreadyThere: 8 });
  });

  test('what was added to the records of whole people is refused', async () => {
    await ridgeline(folder, ['synth', 'templates', ...people, '--layout', 'person', '--out', 'fixed']);
    const more = ['--impressions', '3', '--layout', 'person', '--out', 'fixed'];
    expect((await ridgeline(folder, ['synth', 'templates', ...people, ...more])).stderr).toContain('impressions 2');
  });
});

describe('synth cards', () => {
  interface Truth {
    readonly missing: readonly number[];
    readonly rolled: readonly { readonly position: number; readonly patternClass: string }[];
    readonly slaps: readonly {
      readonly position: number;
      readonly file: string;
      readonly fingers: readonly {
        readonly position: number;
        readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
      }[];
    }[];
  }

  test('writes ten rolled prints, three slaps, the whole card and the truth about them', async () => {
    const parameters = ['--people', '1', '--seed', '6', '--missing', '4', '--whole', '--format', 'wsq'];
    const { document } = await ridgelineJson(folder, 'synth', 'cards', ...parameters, '--out', 'cards');
    expect(document['cards']).toMatchObject([{ folder: join('cards', 'P0001'), person: 1 }]);
    const truth = JSON.parse(read('cards/P0001/truth.json').toString()) as Truth;
    expect(truth.missing).toEqual([4]);
    expect(truth.rolled.map(({ position }) => position)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10]);
    expect(existsSync(join(folder, 'cards/P0001/04.wsq'))).toBe(false);
    expect(await imageOf('cards/P0001/10.wsq')).toMatchObject({ width: 800, height: 750 });
    expect(await imageOf('cards/P0001/whole.wsq')).toMatchObject({ width: 4000, height: 4000, ppi: 500 });
    expect(truth.slaps.map(({ fingers }) => fingers.map(({ position }) => position))).toEqual([
      [2, 3, 5],
      [10, 9, 8, 7],
      [6, 1],
    ]);
    const native = loadNative();
    for (const { position, file, fingers } of truth.slaps) {
      expect(await imageOf('cards/P0001', file)).toMatchObject({ width: 1600, height: 1500, ppi: 500 });
      for (const finger of fingers) {
        const name = `${position}-${String(finger.position).padStart(2, '0')}.iso`;
        const [packed] = native.readMinutiaeRecord(read('cards/P0001/truth', name)).templates;
        const { x, y } = native.readTemplate(packed ?? new Uint8Array(0));
        expect(Math.min(...x)).toBeGreaterThanOrEqual(finger.box.left);
        expect(Math.max(...x)).toBeLessThan(finger.box.left + finger.box.width);
        expect(Math.min(...y)).toBeGreaterThanOrEqual(finger.box.top);
        expect(Math.max(...y)).toBeLessThan(finger.box.top + finger.box.height);
      }
    }
    const again = await ridgelineJson(folder, 'synth', 'cards', ...parameters, '--out', 'cards');
    expect(again.document).toMatchObject({ cards: [], alreadyThere: 1 });
  });
});

test('synth alone shows what it can make', async () => {
  const { stdout, stderr } = await ridgeline(folder, ['synth']);
  for (const name of ['prints', 'templates', 'cards']) expect(stdout + stderr).toContain(`  ${name} [options]`);
});
