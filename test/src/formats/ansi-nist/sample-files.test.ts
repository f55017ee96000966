import { describe, expect, test } from 'vitest';
import { checkTransaction } from '../../../../src/formats/ansi-nist/check/check-transaction.js';
import { decodePrintImage } from '../../../../src/formats/ansi-nist/decode-image.js';
import { printImagesOf } from '../../../../src/formats/ansi-nist/print-images.js';
import { readRecords, readTransaction } from '../../../../src/formats/ansi-nist/read-transaction.js';
import { contentsOf, type TaggedRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writeTransaction } from '../../../../src/formats/ansi-nist/write-transaction.js';
import { hasRidgelineCode } from '../../../../src/native/error.js';
import { datasetTransactions } from './sample-files.js';

describe.runIf(datasetTransactions.length > 0)('the transactions of the data sets', () => {
  test.each(datasetTransactions)('$name is read to its end and written again byte for byte', ({ read }) => {
    const bytes = read();
    const { transaction, damage } = readRecords(bytes);
    expect(damage).toBeUndefined();
    expect(transaction.trailing).toBeUndefined();
    const [first, ...others] = transaction.records as [TaggedRecord, ...TaggedRecord[]];
    expect(others.map(({ type }) => type)).toEqual(contentsOf(first).map(({ type }) => type));
    expect(Buffer.compare(writeTransaction(transaction), bytes)).toBe(0);
  });
});

/** What is wrong in them: severity, record and field of each finding, files without findings left out. */
const knownFindings: Readonly<Record<string, readonly string[]>> = {
  // Version 0, and resolutions although there is no binary image.
  'rec01_rec02_rec16.nst.an2': ['error 1 1.002', 'warning 1 1.011', 'warning 1 1.012'],
  // A signature of 200 x 60 px called uncompressed bilevel, with three bytes a pixel.
  'type-8-sig-raw.an2': ['warning 3 8.008'],
  // A user-defined field twice, a field of type 13 in a type-9 record, a vendor of three digits.
  'type9-13.an2k': ['warning 2 2.034', 'error 3 9.005', 'warning 1 1.011', 'warning 1 1.012', 'warning 4 13.024'],
  // The minutiae have IDC 1, and 1.003 says 3; a vendor in decimal.
  'type9-15.an2k': ['error 5 9.002', 'warning 3 15.024'],
  'type9.an2k': ['warning 1 1.011', 'warning 1 1.012'],
};

/** Images that are not decoded: low-resolution ones that no print is made of. */
const undecoded: Readonly<Record<string, readonly string[]>> = {
  'type-3.an2': ['RESOLUTION_OUT_OF_RANGE'],
  'type3.an2k': ['RESOLUTION_OUT_OF_RANGE'],
  'type-5.an2': ['RESOLUTION_OUT_OF_RANGE'],
};

describe.runIf(datasetTransactions.length > 0)('the checker on the data sets', () => {
  test.each(datasetTransactions)('$name has the findings that it deserves', ({ name, read }) => {
    const found = checkTransaction(read()).findings.map(
      ({ severity, record, field }) => `${severity} ${record} ${field}`,
    );
    expect(found).toEqual(knownFindings[name] ?? []);
  });
});

describe.runIf(datasetTransactions.length > 0)('the images of the data sets', () => {
  test.each(datasetTransactions)('those of $name are decoded in the size that is stated', async ({ name, read }) => {
    const failed: string[] = [];
    for (const image of printImagesOf(readTransaction(read()))) {
      try {
        const { width, height, ppi } = await decodePrintImage(image);
        expect({ width, height, ppi }).toEqual({ width: image.width, height: image.height, ppi: image.ppi });
      } catch (error) {
        if (!hasRidgelineCode(error)) throw error;
        failed.push(error.code);
      }
    }
    expect(failed).toEqual(undecoded[name] ?? []);
  });
});
