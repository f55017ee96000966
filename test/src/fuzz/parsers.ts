import { checkTransaction } from '../../../src/formats/ansi-nist/check/check-transaction.js';
import { decodePrintImage } from '../../../src/formats/ansi-nist/decode-image.js';
import { maxFindings } from '../../../src/formats/ansi-nist/limits.js';
import { printImagesOf } from '../../../src/formats/ansi-nist/print-images.js';
import { readRecords } from '../../../src/formats/ansi-nist/read-transaction.js';
import { writeTransaction } from '../../../src/formats/ansi-nist/write-transaction.js';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { decodeView } from '../../../src/formats/finger-images/decode-view.js';
import { RidgelineError } from '../../../src/native/error.js';

/** Runs some work on a stranger's bytes: a result, or an error whose code blames the input; throws whatever else comes of it. */
export async function toldOf(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RidgelineError) || error.blame !== 'input') throw error;
  }
}

/** Throws where something does not hold that has to hold of any bytes. */
function holds(condition: boolean, claim: string): void {
  if (!condition) throw new Error(`does not hold: ${claim}`);
}

/** Any bytes as a transaction: its records are written the same again, checked, and its prints decoded. */
async function readAsTransaction(bytes: Uint8Array): Promise<void> {
  const { transaction, damage } = readRecords(bytes);
  const written = writeTransaction(transaction);
  holds(Buffer.compare(written, bytes.subarray(0, written.length)) === 0, 'records are written as they were read');
  holds(damage !== undefined || written.length === bytes.length, 'what was not read is called damaged');
  holds(checkTransaction(bytes).findings.length <= maxFindings + 1, 'findings end at their limit');
  for (const print of printImagesOf(transaction)) await toldOf(() => decodePrintImage(print));
}

/** Any bytes as an image of a print or as views of one. */
async function readAsPrint(bytes: Uint8Array): Promise<void> {
  const decoded = await decodePrint(bytes, { ppi: 500 });
  if (decoded.kind === 'image') {
    holds(decoded.image.pixels.length === decoded.image.width * decoded.image.height, 'every pixel is there');
  }
  if (decoded.kind !== 'views') return;
  for (const view of decoded.views) await toldOf(() => decodeView(view));
}

/** The parsers of TypeScript: what stands between strangers' bytes and everything else, beside those of the native core. */
export const parsers = {
  transaction: readAsTransaction,
  finger_images: readAsPrint,
  bmp: readAsPrint,
  pgm: readAsPrint,
  jpeg2000: readAsPrint,
} as const satisfies Readonly<Record<string, (bytes: Uint8Array) => Promise<void>>>;

export type ParserName = keyof typeof parsers;
