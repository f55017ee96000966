import { describe, expect, test } from 'vitest';
import { checkTransaction } from '../../../src/formats/ansi-nist/check/check-transaction.js';
import { decodePrintImage } from '../../../src/formats/ansi-nist/decode-image.js';
import { maxFindings } from '../../../src/formats/ansi-nist/limits.js';
import { printImagesOf } from '../../../src/formats/ansi-nist/print-images.js';
import { readRecords } from '../../../src/formats/ansi-nist/read-transaction.js';
import { writeTransaction } from '../../../src/formats/ansi-nist/write-transaction.js';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { decodeView } from '../../../src/formats/finger-images/decode-view.js';
import { encodeView } from '../../../src/formats/finger-images/encode-view.js';
import { writeFingerImages } from '../../../src/formats/finger-images/write-finger-images.js';
import { writePicture } from '../../../src/formats/write-image.js';
import { RidgelineError } from '../../../src/native/error.js';
import { mutated } from '../helpers/mutate.js';
import { SeededRandom } from '../helpers/seeded-random.js';
import { describing, fixedPrint, rawPrint, smallTransaction, transactionOf } from './ansi-nist/sample-transactions.js';
import { manyLevels } from './sample-images.js';

/** More than this a file of one MiB may not make a process take: images within the limits take 16 MiB, decoders a few times that. */
const mostMemoryBytes = 512 * 2 ** 20;

const image = { ...manyLevels(66, 70), ppi: 500 };
const pictures = {
  bmp: await writePicture(image, 'bmp'),
  pgm: await writePicture(image, 'pgm'),
  jp2: await writePicture(image, 'jp2'),
  wsq: await writePicture(image, 'wsq'),
};
const codestream = pictures.jp2.subarray(Buffer.from(pictures.jp2).indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51])));

const label = { position: 2, impression: 0, number: 0, quality: 60 };
const records = await Promise.all(
  (['NONE', 'WSQ20', 'JP2', 'PNG'] as const).flatMap((compression) =>
    ([2005, 2011] as const).map(async (version) => {
      const views = [await encodeView(image, label, compression), await encodeView(image, label, compression)];
      return writeFingerImages({ version, views });
    }),
  ),
);

const transactions = [
  smallTransaction(),
  transactionOf(describing({ 9: [['a', 'b'], ['c']] }), rawPrint({ 11: 'WSQ20', 999: pictures.wsq }), fixedPrint()),
  transactionOf(rawPrint({ 6: '66', 7: '70', 11: 'JP2', 13: '13', 18: [['7', 'XX']], 999: pictures.jp2 })),
].map(writeTransaction);

async function expectResultOrCode(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(RidgelineError);
    expect(error).toMatchObject({ blame: 'input' });
  }
}

async function readAsPrint(bytes: Uint8Array): Promise<void> {
  const decoded = await decodePrint(bytes, { ppi: 500 });
  if (decoded.kind === 'image') expect(decoded.image.pixels.length).toBe(decoded.image.width * decoded.image.height);
  if (decoded.kind !== 'views') return;
  for (const view of decoded.views) await expectResultOrCode(() => decodeView(view));
}

async function readAsTransaction(bytes: Uint8Array): Promise<void> {
  const { transaction, damage } = readRecords(bytes);
  const written = writeTransaction(transaction);
  expect(Buffer.compare(written, bytes.subarray(0, written.length))).toBe(0);
  if (damage === undefined) expect(written.length).toBe(bytes.length);
  expect(checkTransaction(bytes).findings.length).toBeLessThanOrEqual(maxFindings + 1);
  for (const print of printImagesOf(transaction)) await expectResultOrCode(() => decodePrintImage(print));
}

describe('files with several faults give a result or a coded error, in bounded memory', () => {
  test.each([
    ['transactions', transactions, readAsTransaction, 800],
    ['finger image records', records, readAsPrint, 1500],
    ['BMP', [pictures.bmp], readAsPrint, 1500],
    ['PGM', [pictures.pgm], readAsPrint, 1500],
    ['JPEG 2000', [pictures.jp2, codestream], readAsPrint, 500],
  ] as const)('%s', async (_, files, read, rounds) => {
    const random = new SeededRandom(17);
    const before = process.resourceUsage().maxRSS;
    for (const file of files) await read(file);
    for (let round = 0; round < rounds; round += 1) {
      const bytes = mutated(files, random);
      await expectResultOrCode(() => read(bytes));
    }
    expect((process.resourceUsage().maxRSS - before) * 1024).toBeLessThan(mostMemoryBytes);
  });
});

/** Files that ask for much work in few bytes, of about as many bytes as asked. */
const laborious: Readonly<Record<string, (size: number) => Uint8Array>> = {
  'fields without an end': (size) => text(`1.001:9\x1d2.003:${'7'.repeat(size)}`),
  'items and subfields': (size) => text(`1.001:9\x1d1.003:${'1\x1f'.repeat(size / 4)}${'\x1e'.repeat(size / 2)}\x1c`),
  'empty fields': (size) => text(`1.001:9${'\x1d'.repeat(size)}\x1c`),
  'contents that name records of no end': (size) =>
    text(`1.001:9\x1d1.003:${'4\x1f1\x1e'.repeat(size / 4)}\x1c${'x'.repeat(40)}`),
  'comments before the sides of a PGM': (size) => text(`P5${'#\n'.repeat(size / 2)}1 1 255\n0`),
  'boxes of JPEG 2000': (size) =>
    Buffer.concat([pictures.jp2.subarray(0, 12), ...Array.from({ length: size / 8 }, () => text('\0\0\0\x08free'))]),
  'comments of JPEG 2000': (size) =>
    Buffer.concat([
      codestream.subarray(0, 4 + ((codestream[4] ?? 0) << 8) + (codestream[5] ?? 0)),
      ...Array.from({ length: size / 6 }, () => Buffer.from([0xff, 0x64, 0, 4, 0, 0])),
    ]),
};

function text(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}

/** Processor time, ms, the least of a few runs. */
async function timeOf(bytes: Uint8Array): Promise<number> {
  const read = bytes[0] === 0x31 ? readAsTransaction : readAsPrint;
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run += 1) {
    const start = process.cpuUsage();
    await expectResultOrCode(() => read(bytes));
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

test.each(Object.entries(laborious))('time grows with the length of %s, not with its square', async (_, make) => {
  // Below the limits on fields and items, so that all of it is read.
  const short = await timeOf(make(1 << 11));
  const long = await timeOf(make(1 << 15));
  // Sixteen times the length: 16 times the time where it is linear, 256 times where it is square; a little for what is there anyway.
  expect(long).toBeLessThan(64 * (short + 2));
});
