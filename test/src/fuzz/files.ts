import { writeTransaction } from '../../../src/formats/ansi-nist/write-transaction.js';
import { encodeView } from '../../../src/formats/finger-images/encode-view.js';
import { writeFingerImages } from '../../../src/formats/finger-images/write-finger-images.js';
import { writePicture } from '../../../src/formats/write-image.js';
import {
  describing,
  fixedPrint,
  rawPrint,
  smallTransaction,
  transactionOf,
} from '../formats/ansi-nist/sample-transactions.js';
import { manyLevels } from '../formats/sample-images.js';
import type { ParserName } from './parsers.js';

/** A few small sound files of each parser, of our own making. */
export async function soundFiles(): Promise<Readonly<Record<ParserName, readonly Uint8Array[]>>> {
  const image = { ...manyLevels(66, 70), ppi: 500 };
  const label = { position: 2, impression: 0, number: 0, quality: 60 };
  const [bmp, pgm, jp2, wsq] = await Promise.all(
    (['bmp', 'pgm', 'jp2', 'wsq'] as const).map((format) => writePicture(image, format)),
  );
  if (bmp === undefined || pgm === undefined || jp2 === undefined || wsq === undefined)
    throw new Error('four pictures');
  const codestream = jp2.subarray(Buffer.from(jp2).indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51])));
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
    transactionOf(describing({ 9: [['a', 'b'], ['c']] }), rawPrint({ 11: 'WSQ20', 999: wsq }), fixedPrint()),
    transactionOf(rawPrint({ 6: '66', 7: '70', 11: 'JP2', 13: '13', 18: [['7', 'XX']], 999: jp2 })),
  ].map(writeTransaction);
  return { transaction: transactions, finger_images: records, bmp: [bmp], pgm: [pgm], jpeg2000: [jp2, codestream] };
}
