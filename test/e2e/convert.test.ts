import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { printImagesOf } from '../../src/formats/ansi-nist/print-images.js';
import { readTransaction } from '../../src/formats/ansi-nist/read-transaction.js';
import { decodePrint } from '../../src/formats/decode-print.js';
import { writeFingerImages } from '../../src/formats/finger-images/write-finger-images.js';
import { readMinutiaeRecord } from '../../src/formats/minutiae-records.js';
import { readTemplate } from '../../src/formats/read-template.js';
import { writePicture } from '../../src/formats/write-image.js';
import type { GrayImage } from '../../src/native/binding.js';
import { loadNative } from '../../src/native/load.js';
import { usualTouch } from '../src/helpers/usual-touch.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline, ridgelineJson } from './ridgeline.js';

let folder = '';
let image: GrayImage;

const read = (name: string): Uint8Array => readFileSync(join(folder, name));

async function imageOf(name: string, ppi?: number): Promise<GrayImage> {
  const decoded = await decodePrint(read(name), { ppi });
  if (decoded.kind !== 'image') throw new Error(`expected an image, got ${decoded.kind}`);
  return decoded.image;
}

/** Converts, and expects nothing on stderr. */
async function convert(...parameters: string[]): Promise<void> {
  const { code, stderr } = await ridgeline(folder, ['convert', ...parameters]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

beforeAll(async () => {
  ({ image } = loadNative().synthesizePrint({ ...usualTouch, seed: 3, person: 1, position: 2, impression: 0 }));
  folder = temporaryFolder({ 'print.png': await writePicture(image, 'png') });
});

describe('convert', () => {
  test('images through every form without loss', async () => {
    const names = ['print.png', '1.jp2', '2.bmp', '3.tif', '4.fir', '5.pgm', '6.png'];
    for (const [index, to] of names.slice(1).entries()) {
      const from = names[index] ?? '';
      await convert(from, to, ...(from.endsWith('.pgm') ? ['--ppi', '500'] : []));
    }
    expect(await imageOf('6.png')).toEqual(image);
    expect((await imageOf('1.jp2')).ppi).toBe(500);
  });

  test('an image and an image record become a ten-print file that the checker accepts', async () => {
    await convert('print.png', 'print.an2', '--position', '2', '--rolled', '--origin', 'BE', '--destination', 'EU');
    await convert('print.an2', 'from-an2.png');
    expect(await imageOf('from-an2.png')).toEqual(image);
    await convert('print.an2', 'from-an2.fir');
    await convert('from-an2.fir', 'wsq.nist', '--compression', 'wsq');
    for (const name of ['print.an2', 'wsq.nist']) {
      expect(await ridgeline(folder, ['check', name])).toMatchObject({ code: 0 });
    }
    const [wsq] = printImagesOf(readTransaction(read('wsq.nist')));
    expect(wsq).toMatchObject({ positions: [2], impression: 1, compression: 'WSQ20', ppi: 500 });
    const again = await ridgeline(folder, ['convert', 'print.an2', 'again.an2']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('INVALID_ARGUMENT');
  });

  test('with loss as much as is asked for', async () => {
    await convert('print.png', 'small.jp2', '--ratio', '20');
    await convert('print.png', 'coarse.wsq');
    await convert('print.png', 'fine.wsq', '--bits-per-pixel', '2.25');
    expect(read('small.jp2').length).toBeLessThan((1.1 * image.pixels.length) / 20);
    expect(read('fine.wsq').length).toBeGreaterThan(read('coarse.wsq').length);
  });

  test('an image record keeps its pixels as they come, or compresses them', async () => {
    await convert('print.png', 'a.fir', '--position', '7', '--rolled', '--edition', '2005', '--compression', 'png');
    await convert('a.fir', 'b.fir');
    await convert('b.fir', 'c.fir', '--compression', 'jp2');
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => decodePrint(read(`${name}.fir`))));
    const view = { position: 7, impression: 1, ppi: 500, width: image.width };
    expect(a).toMatchObject({ views: [{ ...view, compression: 'PNG' }] });
    expect(b).toMatchObject({ views: [{ ...view, compression: 'PNG' }] });
    expect(c).toMatchObject({ views: [{ ...view, compression: 'JP2L' }] });
    await convert('c.fir', 'd.bmp');
    expect(await imageOf('d.bmp')).toEqual(image);
  });

  test('images become minutiae, and these go from form to form', async () => {
    await convert('print.png', 'print.fmr', '--position', '2', '--form', 'incits2009');
    await convert('print.fmr', 'print.iso');
    await convert('print.iso', 'print.rt', '--position', '3');
    const first = readMinutiaeRecord(read('print.fmr'));
    const second = readMinutiaeRecord(read('print.iso'));
    expect([first.form, second.form]).toEqual(['incits2009', 'iso2005']);
    const [fromFirst, fromSecond] = [first, second].map(({ templates }) => readTemplate(templates[0] as Uint8Array));
    expect(fromFirst?.x.length).toBeGreaterThan(15);
    expect(fromSecond).toMatchObject({ x: fromFirst?.x, y: fromFirst?.y, type: fromFirst?.type, position: 2 });
    expect(readTemplate(read('print.rt'))).toMatchObject({ position: 3, x: fromFirst?.x });
    const { document } = await ridgelineJson(folder, 'verify', 'print.png', 'print.fmr');
    expect(document).toMatchObject({ decision: 'hit' });
  });

  test('of several views one must be chosen where the output holds one', async () => {
    const { width, height, ppi, pixels } = image;
    const view = { impression: 0, number: 1, quality: 50, width, height, ppi, bitsPerPixel: 8, data: pixels };
    const views = [2, 3, 13].map((position) => ({ ...view, position, compression: 'NONE' as const }));
    writeFileSync(join(folder, 'three.fir'), writeFingerImages({ version: 2011, views }));
    const { code, stderr } = await ridgeline(folder, ['convert', 'three.fir', 'one.png']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error INVALID_ARGUMENT: three\.fir: the file has 3 views .* --view$/m);
    await convert('three.fir', 'one.png', '--view', '2');
    expect(await imageOf('one.png')).toEqual(image);
    await convert('three.fir', 'second.rt', '--view', '2');
    expect(readTemplate(read('second.rt'))).toMatchObject({ position: 3 });
    const slap = await ridgeline(folder, ['convert', 'three.fir', 'all.fmr']);
    expect(slap.stderr).toContain('error INVALID_ARGUMENT: three.fir: the view of position 13 shows no single finger');
  });

  test.each([
    ['print.png', 'print.gif', 'INVALID_ARGUMENT', 'expected one of .png, .tif'],
    ['print.iso', 'print.bmp', 'INVALID_ARGUMENT', 'the file holds minutiae, of which no image can be made'],
    ['raw.pgm', 'raw.jp2', 'RESOLUTION_UNKNOWN', 'give its resolution'],
    ['missing.png', 'x.jp2', 'FILE_NOT_READABLE', 'it does not exist'],
  ])('%s to %s is refused', async (from, to, code, reason) => {
    await convert('print.png', 'raw.pgm');
    if (from === 'print.iso') await convert('print.png', 'print.iso');
    const finished = await ridgeline(folder, ['convert', from, to]);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain(`error ${code}: ${from === 'print.png' ? to : from}: `);
    expect(finished.stderr).toContain(reason);
    expect(existsSync(join(folder, to))).toBe(false);
  });
});

describe('inspect', () => {
  test('tells what image and minutiae records hold, and writes the pictures of views', async () => {
    await convert('print.png', 'thumb.fir', '--position', '1', '--compression', 'jp2');
    await convert('print.png', 'thumb.fmr', '--position', '1', '--form', 'iso2011');
    const { code, stdout } = await ridgeline(folder, ['inspect', 'thumb.fir', 'thumb.fmr', '--images', 'seen']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^thumb\.fir: ISO\/IEC 19794-4:2011, 1 view\n1\. right thumb; live-scan plain; .* JP2L, \d+ bytes$/m,
    );
    expect(stdout).toMatch(
      /^thumb\.fmr: ISO\/IEC 19794-2:2011, 1 view\n1\. right thumb; .* \d+ minutiae, \d+ endings? and/m,
    );
    expect(readdirSync(join(folder, 'seen/thumb'))).toEqual(['01-right-thumb.png']);
    expect(await imageOf('seen/thumb/01-right-thumb.png')).toEqual(image);
    const { document } = await ridgelineJson(folder, 'inspect', 'thumb.fmr');
    expect(document).toMatchObject({
      files: [{ file: 'thumb.fmr', form: 'ISO/IEC 19794-2:2011', views: [{ view: 1, position: 1, minutiae: {} }] }],
    });
  });
});
