import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue, selectParts } from '../../../../src/cli/datasets/catalogue.js';
import { checkPart } from '../../../../src/cli/datasets/check-part.js';
import { describeCheck } from '../../../../src/cli/datasets/check-text.js';
import type { DatasetPart } from '../../../../src/cli/datasets/dataset.js';
import { readContents } from '../../../../src/cli/datasets/part-folder.js';
import { writePng } from '../../../../src/formats/write-image.js';
import { temporaryFolder } from '../../../temporary-folder.js';
import { bmpOf } from '../../formats/bmp-image.js';
import { datasetFolder } from '../../helpers/dataset-folder.js';

const part: DatasetPart = {
  id: 'small',
  title: '2 fingers × 2',
  sensor: 'none',
  folder: 'Small_B',
  prints: '(?<finger>\\d+)_(?<impression>\\d+)',
  others: 'card',
  layout: 'seen',
  format: 'bmp',
  ppi: 500,
  width: 20,
  height: 30,
  expected: { prints: 4, fingers: 2, impressions: 2, firstFinger: 11 },
  archive: null,
  sha256: null,
};

const png = await pngOf(20, 30);
const complete = { '11_1.png': png, '11_2.png': png, '12_1.png': png, '12_2.png': png };

async function pngOf(width: number, height: number): Promise<Uint8Array> {
  return await writePng({ width, height, ppi: 500, pixels: new Uint8Array(width * height).fill(200) });
}

type Files = Readonly<Record<string, string | Uint8Array>>;

async function check(files: Files, changed: Partial<DatasetPart> = {}, isAlone = true) {
  const contents = await readContents(temporaryFolder(files));
  return await checkPart(contents, { ...part, ...changed }, isAlone, () => {});
}

async function findings(files: Files, changed: Partial<DatasetPart> = {}) {
  return (await check(files, changed)).findings.map(({ kind, message }) => `${kind}: ${message}`);
}

function without(name: keyof typeof complete): Files {
  return Object.fromEntries(Object.entries(complete).filter(([file]) => file !== name));
}

describe('a check of a part', () => {
  test('finds nothing in a complete one; notes beside it and images that belong to it are no prints', async () => {
    expect(await check({ ...complete, 'readme.txt': 'notes', 'card.png': png })).toMatchObject({
      prints: 4,
      fingers: 2,
      findings: [],
    });
  });

  test('names what is missing', async () => {
    expect(await findings(without('12_1.png'))).toEqual(['missing: finger 12: impression 1 missing']);
    expect(await findings({ '11_1.png': png, '11_2.png': png })).toEqual([
      'missing: finger 12: all 2 impressions missing',
    ]);
    expect(await findings({})).toContain('missing: finger 11: all 2 impressions missing');
  });

  test('names what should not be there, in name or in number', async () => {
    const extra = { '13_1.png': png, '11_3.png': png, 'portrait.jpg': png };
    expect(await findings({ ...complete, ...extra })).toEqual([
      'unexpected: 11_3.png is no print of this part by its name',
      'unexpected: 13_1.png is no print of this part by its name',
      'unexpected: portrait.jpg is no print of this part by its name',
    ]);
  });

  test('numbers may have zeros before them', async () => {
    const padded = { '0011_01.png': png, '0011_02.png': png, '0012_01.png': png, '0012_02.png': png };
    expect(await findings(padded)).toEqual([]);
  });

  test('a print in two formats is there twice', async () => {
    expect(await findings({ ...complete, '11_1.tif': png })).toEqual([
      'duplicate: 11_1.tif is the same print as 11_1.png',
    ]);
  });

  test('sizes, and images that end too early', async () => {
    const broken = { '11_1.png': await pngOf(21, 30), '12_2.png': png.subarray(0, png.length - 20) };
    const found = await findings({ ...complete, ...broken });
    expect(found).toHaveLength(2);
    expect(found).toContain('size: 11_1.png has 21 x 30 px instead of 20 x 30');
    expect(found).toContainEqual(expect.stringMatching(/^unreadable: 12_2.png: MALFORMED_IMAGE: /));
    expect(await findings({ ...complete, '11_1.png': 'text' })).toContainEqual(
      expect.stringMatching(/^unreadable: 11_1.png: UNSUPPORTED_FORMAT: /),
    );
  });

  test('BMP files are looked at too', async () => {
    const bmp = bmpOf(20, 30);
    const files = { '11_1.bmp': bmp, '11_2.bmp': bmp, '12_1.bmp': bmp, '12_2.bmp': bmp };
    expect(await findings(files)).toEqual([]);
    expect(await findings({ ...files, '12_2.bmp': bmp.subarray(0, 900) })).toEqual([
      expect.stringMatching(/^unreadable: 12_2.bmp: MALFORMED_IMAGE: /),
    ]);
  });

  test('counts, where fingers have no numbers', async () => {
    const expected = { prints: 6, fingers: 3, impressions: 2 };
    expect(await findings(complete, { expected })).toEqual(['count: 2 fingers instead of 3']);
    expect(await findings(complete, { expected: { prints: 5, fingers: null, impressions: null } })).toEqual([
      'count: 4 prints instead of 5',
    ]);
    expect(await findings(complete, { expected: { prints: null, fingers: null, impressions: null } })).toEqual([]);
  });

  test('impressions may have names', async () => {
    const prints = '(?<impression>[fs])(?<finger>\\d+)';
    const expected = { prints: 2, fingers: 1, impressions: 2, firstFinger: 1, impressionNames: ['f', 's'] };
    expect(await findings({ 'F1.png': png, 's1.png': png }, { prints, expected })).toEqual([]);
    expect(await findings({ 'f1.png': png }, { prints, expected })).toEqual([
      'missing: finger 1: impression s missing',
    ]);
  });

  test('the bytes are compared where their digest is known and the files are the published ones', async () => {
    const files = { '11_1.PNG': png, '11_2.png': png, '12_1.png': png, '12_2.png': png };
    const changed = { format: 'png', sha256: '0'.repeat(64) };
    const first = await check(files, changed);
    expect(first.checksumCompared).toBe(true);
    const digest = /SHA-256 ([0-9a-f]{64})/.exec(first.findings[0]?.message ?? '')?.[1] ?? '';
    expect(first.findings.map(({ kind }) => kind)).toEqual(['checksum']);
    expect(await check(files, { ...changed, sha256: digest })).toMatchObject({ checksumCompared: true, findings: [] });
    const other = { ...files, '12_2.png': await pngOf(20, 31) };
    expect(await findings(other, { ...changed, sha256: digest })).toHaveLength(2);
    expect(await check(files, { ...changed, format: 'tif' })).toMatchObject({ checksumCompared: false, findings: [] });
  });
});

describe('the folder of a part', () => {
  const below = (folder: string): Files =>
    Object.fromEntries(Object.entries(complete).map(([name, bytes]) => [`${folder}/${name}`, bytes]));

  test('is found below the folder given, in letters of either case', async () => {
    expect(await check(below('Dbs/SMALL_b'), {}, false)).toMatchObject({ prints: 4, findings: [] });
  });

  test('is missing where no folder has its name, unless the part was asked for alone', async () => {
    expect((await check(complete, {}, false)).findings.map(({ kind }) => kind)).toEqual(['missing-folder']);
    expect((await check(complete, {}, true)).findings).toEqual([]);
  });

  test('must be one', async () => {
    await expect(check({ ...below('a/small_b'), ...below('b/small_b') })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('2 folders'),
    });
    await expect(readContents(join(temporaryFolder(), 'nowhere'))).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  });
});

test('of many findings of a kind the first are written out', async () => {
  const { dataset } = selectParts(await readCatalogue(), 'fvc2002');
  const strange = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`x${index}.png`, png]));
  const lines = describeCheck(dataset, part, await check({ ...complete, ...strange })).split('\n');
  expect(lines[0]).toBe('fvc2002/small: 4 prints of 2 fingers; 25 findings');
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe('  unexpected: … and 15 more');
});

describe.runIf(datasetFolder !== undefined)('the sets beside the repository', () => {
  const place = datasetFolder ?? '';
  const copies = ['fvc2000/db3_b', 'fvc2000/db4_b', 'fvc2002/db1_b', 'fvc2002/db3_b', 'fvc2002/db4_b'];

  test.each([...copies, 'fvc2004/db1_b', 'fvc2004/db3_b'])('%s is as the catalogue says', async (name) => {
    const { parts } = selectParts(await readCatalogue(), name);
    const contents = await readContents(join(place, name.replace('/', '_')));
    const found = await Promise.all(parts.map((own) => checkPart(contents, own, true, () => {})));
    expect(found).toMatchObject([{ prints: 80, fingers: 10, findings: [] }]);
    expect(found[0]?.checksumCompared).toBe(name === 'fvc2002/db1_b');
  });

  test.each(['crossmatch', 'uareu'])('of neurotechnology/%s there is a part, and nothing else is wrong', async (id) => {
    const { parts } = selectParts(await readCatalogue(), `neurotechnology/${id}`);
    const contents = await readContents(join(place, `neurotech_${id}`));
    const [found] = await Promise.all(parts.map((own) => checkPart(contents, own, true, () => {})));
    expect(found).toMatchObject({ prints: 234, fingers: 39 });
    const wrong = found?.findings.filter(({ kind, message }) => kind !== 'count' && !message.endsWith('7, 8 missing'));
    expect(wrong).toEqual([]);
  });
});
