import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTransaction } from '../../src/formats/ansi-nist/make-transaction.js';
import { writeTransaction } from '../../src/formats/ansi-nist/write-transaction.js';
import { decodePrint } from '../../src/formats/decode-print.js';
import { writeWsq } from '../../src/formats/write-image.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline, ridgelineJson } from './ridgeline.js';

let folder = '';
const width = 96;
const height = 80;
const pixels = Uint8Array.from({ length: width * height }, (_, index) => (index * 11) & 255);
const lossless = Uint8Array.of(
  0xff,
  0xd8,
  0xff,
  0xc3,
  0,
  11,
  8,
  0,
  height,
  0,
  width,
  1,
  0,
  0x11,
  0,
  ...new Array(40).fill(0),
);

const shared = { captured: '20260101', width, height, ppi: 500 } as const;

/** A rolled print and a slap. */
function twoPrints(): Uint8Array {
  const image = { ...shared, pixels };
  return writeTransaction(
    makeTransaction({
      ...{ type: 'TENPRT', date: '20260102', destination: 'ECRIS-TCN', origin: 'BE', controlNumber: '1' },
      prints: [
        { ...shared, position: 4, impression: 1, compression: 'NONE', data: pixels },
        { ...shared, position: 13, impression: 0, compression: 'WSQ20', data: writeWsq(image) },
      ],
    }),
  );
}

beforeAll(() => {
  const bytes = writeTransaction(
    makeTransaction({
      type: 'TENPRT',
      date: '20260102',
      destination: 'ECRIS-TCN',
      origin: 'BE',
      controlNumber: '1',
      descriptive: { 18: 'Ødegård' },
      prints: [
        { ...shared, position: 4, impression: 1, compression: 'NONE', data: pixels },
        { ...shared, position: 13, impression: 0, compression: 'WSQ20', data: writeWsq({ ...shared, pixels }) },
        { ...shared, position: 2, impression: 1, compression: 'JPEGL', data: lossless },
      ],
    }),
  );
  folder = temporaryFolder({
    'card.an2': bytes,
    'wrong.an2': Buffer.from(Buffer.from(bytes).toString('latin1').replace('20260102', '2026-1-2'), 'latin1'),
    'cut.an2': bytes.subarray(0, bytes.length - 20),
    'empty.an2': '',
    'text.an2': 'This is no transaction.\n',
  });
});

describe('check', () => {
  test('says that a right file is right', async () => {
    const { code, stdout, stderr } = await ridgeline(folder, ['check', 'card.an2']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'card.an2: 5 records, no finding\n', stderr: '' });
  });

  test('lists findings by file, record and field, and goes on to the other files', async () => {
    const { code, stdout, stderr } = await ridgeline(folder, ['check', 'wrong.an2', 'empty.an2', 'card.an2']);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'wrong.an2: 5 records, 1 error',
        '  error    record 1 1.005 DAT: expected a date YYYYMMDD, got "2026-1-2"',
        'card.an2: 5 records, no finding',
        '',
      ].join('\n'),
    );
    expect(stderr).toMatch(/^error INVALID_TRANSACTION: wrong\.an2: 1 error\nerror FILE_EMPTY: /m);
  });

  test('writes the findings as JSON', async () => {
    const { code, document } = await ridgelineJson(folder, 'check', 'cut.an2', 'card.an2', 'text.an2');
    expect(code).toBe(1);
    expect(document).toMatchObject({
      files: [
        { file: 'cut.an2', records: 4, errors: 1, warnings: 0 },
        { file: 'card.an2', records: 5, errors: 0, warnings: 0, findings: [] },
        { file: 'text.an2', records: 0, errors: 1, findings: [{ severity: 'error', record: 1 }] },
      ],
      failures: [{ code: 'INVALID_TRANSACTION' }, { code: 'INVALID_TRANSACTION' }],
    });
    const [cut] = document['files'] as { findings: object[] }[];
    expect(cut?.findings).toMatchObject([{ severity: 'error', record: 5, recordType: 14, field: '14.001' }]);
  });
});

describe('inspect', () => {
  test('tells what each record holds', async () => {
    const { code, stdout } = await ridgeline(folder, ['inspect', 'card.an2']);
    expect(code).toBe(0);
    expect(stdout).toContain('card.an2: 5 records\n1. type 1, transaction information\n');
    expect(stdout).toContain('\n   1.004 TOT  TENPRT\n');
    expect(stdout).toContain('\n   2.018      Ødegård\n');
    expect(stdout).toContain(
      '\n3. type 14, fingerprint, IDC 1\n   print: right ring; live-scan rolled; 96 x 80 px at 500 ppi; uncompressed, 7680 bytes\n',
    );
    expect(stdout).toMatch(/\n {3}slap: right four fingers; live-scan plain; 96 x 80 px at 500 ppi; WSQ, \d+ bytes\n/);
  });

  test('writes the pictures, and names the compression that is not decoded', async () => {
    const { code, stderr, document } = await ridgelineJson(folder, 'inspect', 'card.an2', '--images', 'pictures');
    expect(code).toBe(1);
    expect(readdirSync(join(folder, 'pictures')).toSorted()).toEqual([
      '3-type14-right-ring.png',
      '4-type14-right-four-fingers.png',
    ]);
    const raw = await decodePrint(readFileSync(join(folder, 'pictures/3-type14-right-ring.png')));
    expect(raw).toMatchObject({ image: { width, height, ppi: 500, pixels } });
    expect(stderr).toMatch(/^error UNSUPPORTED_FORMAT: card\.an2: record 5 .*JPEG lossless \(JPEGL\)$/m);
    expect(document['files']).toMatchObject([
      {
        file: 'card.an2',
        records: [
          { record: 1, type: 1 },
          { record: 2, type: 2, idc: 0, fields: [{}, {}, { field: '2.018', value: [['Ødegård']] }] },
          { record: 3, image: { kind: 'print', positions: [4], compression: 'NONE', bytes: width * height } },
          { record: 4, image: { kind: 'slap', positions: [13], compression: 'WSQ20' } },
          { record: 5, image: { compression: 'JPEGL' } },
        ],
        pictures: ['pictures/3-type14-right-ring.png', 'pictures/4-type14-right-four-fingers.png'],
      },
    ]);
  });

  test('shows what of a damaged file can be read, and says where it ends', async () => {
    const { code, stdout, stderr } = await ridgeline(folder, ['inspect', 'cut.an2']);
    expect(code).toBe(1);
    expect(stdout).toContain('cut.an2: 4 records\n');
    expect(stderr).toMatch(/^error MALFORMED_TRANSACTION: cut\.an2: record 5 \(type 14\): expected the length/m);
  });

  test('pictures of several files lie in folders of their own', async () => {
    writeFileSync(join(folder, 'other.an2'), readFileSync(join(folder, 'card.an2')));
    await ridgeline(folder, ['inspect', 'card.an2', 'other.an2', '--images', 'several']);
    expect(readdirSync(join(folder, 'several')).toSorted()).toEqual(['card', 'other']);
  });
});

test('convert takes the prints of a transaction as views', async () => {
  writeFileSync(join(folder, 'two.an2'), twoPrints());
  expect(await ridgeline(folder, ['convert', 'two.an2', 'two.fir'])).toMatchObject({ code: 0, stderr: '' });
  expect(await decodePrint(readFileSync(join(folder, 'two.fir')))).toMatchObject({
    kind: 'views',
    views: [
      { position: 4, impression: 1, ppi: 500, compression: 'NONE', width, height },
      { position: 13, impression: 0, ppi: 500, compression: 'WSQ20', width, height },
    ],
  });
  expect(await ridgeline(folder, ['convert', 'two.an2', 'one.png', '--view', '1'])).toMatchObject({ code: 0 });
  expect(await decodePrint(readFileSync(join(folder, 'one.png')))).toMatchObject({ image: { width, height, pixels } });
});
