import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { loadNative } from '../../../src/native/load.js';
import { datasetFolder } from '../helpers/dataset-folder.js';

/** Files of one folder of the data sets whose names end in a certain way. */
function filesOf(folder: string, ending: string): string[] {
  if (datasetFolder === undefined) return [];
  const path = join(datasetFolder, folder);
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(path, name));
}

async function decodeImage(path: string, ppi?: number) {
  const decoded = await decodePrint(readFileSync(path), { ppi, name: path });
  if (decoded.kind !== 'image') throw new Error(`expected an image, got ${decoded.kind}`);
  return decoded.image;
}

describe.runIf(datasetFolder)('files of the data sets', () => {
  test('WSQ: within one grey level of the reference decoder, nearly all equal, with the resolution of their header', async () => {
    const files = filesOf('formats/wsq', '.wsq');
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) {
      const image = await decodeImage(path);
      const expected = readFileSync(path.replace(/wsq$/, 'raw'));
      const stated = /^PPI (\d+)/m.exec(readFileSync(path.replace(/wsq$/, 'ncm'), 'latin1'))?.[1];
      expect(image.pixels.length).toBe(expected.length);
      const differences = image.pixels.map((level, index) => Math.abs(level - (expected[index] ?? 0)));
      expect(Math.max(...new Set(differences))).toBeLessThanOrEqual(1);
      expect(differences.filter((difference) => difference > 0).length).toBeLessThanOrEqual(0.001 * expected.length);
      expect(image.ppi).toBe(Number(stated));
      expect((await decodeImage(path, 569)).ppi).toBe(569);
    }
  });

  test('WSQ cut off anywhere is MALFORMED_WSQ', async () => {
    const [path = ''] = filesOf('formats/wsq', '.wsq');
    const whole = readFileSync(path);
    for (const share of [0.001, 0.1, 0.5, 0.99]) {
      const cut = whole.subarray(0, Math.max(2, Math.floor(whole.length * share)));
      await expect(decodePrint(cut)).rejects.toMatchObject({ code: 'MALFORMED_WSQ', blame: 'input' });
    }
  });

  test('minutiae records of every form give packed templates that can be read', async () => {
    const files = ['.ist', '.dat', 'iso2005', 'ansi2004', 'ansi2007'].flatMap((ending) =>
      filesOf('formats/minutiae', ending),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) {
      const decoded = await decodePrint(readFileSync(path));
      const templates = decoded.kind === 'templates' ? decoded.templates : [];
      expect(templates.length).toBeGreaterThan(0);
      for (const packed of templates) expect(loadNative().readTemplate(packed).x.length).toBeGreaterThan(0);
    }
  });

  test('FVC images have no usable resolution; the others state 500 ppi, palette TIFF among them', async () => {
    for (const path of [...filesOf('fvc2002_db1_b', '101_1.tif'), ...filesOf('fvc2000_db3_b', '101_1.png')]) {
      await expect(decodeImage(path)).rejects.toMatchObject({ code: 'RESOLUTION_UNKNOWN' });
      expect((await decodeImage(path, 500)).ppi).toBe(500);
    }
    for (const path of [
      ...filesOf('neurotech_uareu', '012_3_1.png'),
      ...filesOf('neurotech_crossmatch', '012_3_1.tif'),
    ]) {
      expect((await decodeImage(path)).ppi).toBe(500);
    }
  });
});
