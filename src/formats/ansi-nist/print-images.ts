import { type Compression, compressionOfCode, isCompression } from './compressions.js';
import { positionOfCode } from './positions.js';
import { ppiOf } from './scale.js';
import { type Segment, segmentsOf } from './segments.js';
import {
  dataOf,
  type FixedPrintRecord,
  idcOf,
  itemOf,
  numberOf,
  subfieldsOf,
  type TaggedRecord,
  type Transaction,
  type TransactionRecord,
  wholeNumberOf,
} from './transaction.js';

/** What an image of friction ridges shows; marks (latents) and palms are recognised, not matched. */
export type PrintKind = 'print' | 'slap' | 'joints' | 'mark' | 'palm';

/** A quality of one finger: by NFIQ alone (field 22), or with the vendor and product of its algorithm (23, 24). */
export interface FingerQuality {
  readonly position: number;
  readonly value: number;
  readonly vendor?: string;
  readonly product?: number;
}

/** One image of friction ridges in a transaction, from a record of type 3 to 6, 13, 14 or 15. */
export interface PrintImage {
  /** Place of its record in the transaction; the type-1 record has 0. */
  readonly record: number;
  readonly recordType: number;
  readonly idc: number | undefined;
  readonly kind: PrintKind;
  /** Position codes as stated (table 8); several where the finger is one of them. */
  readonly positions: readonly number[];
  /** Impression code as stated (table 7). */
  readonly impression: number | undefined;
  /** As stated beside the image; the image itself has the last word. */
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly ppi: number | undefined;
  /** Undefined where the stated code is in no table. */
  readonly compression: Compression | undefined;
  /** 14.018 AMP: fingers that are missing, XX amputated or UP unable to print (bandaged). */
  readonly missing: readonly { readonly position: number; readonly code: string }[];
  readonly segments: readonly Segment[];
  readonly nfiq: readonly FingerQuality[];
  readonly segmentationQuality: readonly FingerQuality[];
  readonly quality: readonly FingerQuality[];
  /** Empty where the record holds no image. A view of the transaction's bytes. */
  readonly data: Uint8Array;
}

/** Bits a pixel of the binary record types. */
const fixedDepths = { 3: 8, 4: 8, 5: 1, 6: 1 } as const;

/** The images of friction ridges of a transaction, in its order. */
export function printImagesOf(transaction: Transaction): readonly PrintImage[] {
  return transaction.records.flatMap((record, index) => {
    if (record.kind === 'binary') return isFixedPrint(record) ? [fixedImage(record, index, transaction)] : [];
    return [13, 14, 15].includes(record.type) ? [taggedImage(record, index, transaction)] : [];
  });
}

export function isFixedPrint(record: TransactionRecord): record is FixedPrintRecord {
  return record.kind === 'binary' && record.type !== 7 && record.type !== 8;
}

function fixedImage(record: FixedPrintRecord, index: number, transaction: Transaction): PrintImage {
  const positions = record.positions.filter((position) => position !== 255);
  return {
    record: index,
    recordType: record.type,
    idc: record.idc,
    kind: kindOf(record.type, positions),
    positions,
    impression: record.impression,
    width: record.width,
    height: record.height,
    bitsPerPixel: fixedDepths[record.type],
    ppi: ppiOf(record, transaction),
    compression: compressionOfCode(record.compression),
    missing: [],
    segments: [],
    nfiq: [],
    segmentationQuality: [],
    quality: [],
    data: record.data,
  };
}

function taggedImage(record: TaggedRecord, index: number, transaction: Transaction): PrintImage {
  const compression = itemOf(record, 11);
  const positions = positionsOf(record);
  return {
    record: index,
    recordType: record.type,
    idc: idcOf(record),
    kind: kindOf(record.type, positions),
    positions,
    impression: numberOf(record, 3),
    width: numberOf(record, 6) ?? 0,
    height: numberOf(record, 7) ?? 0,
    bitsPerPixel: numberOf(record, 12) ?? 0,
    ppi: ppiOf(record, transaction),
    compression: isCompression(compression) ? compression : undefined,
    ...(record.type === 14 ? fingerFields(record) : { missing: [], segments: [], nfiq: [], segmentationQuality: [] }),
    quality: subfieldsOf(record, 24).flatMap(qualityOf),
    data: dataOf(record) ?? new Uint8Array(),
  };
}

/** What only a type-14 record says of its fingers. */
function fingerFields(record: TaggedRecord) {
  return {
    missing: subfieldsOf(record, 18).flatMap(([position, code]) => {
      const number = wholeNumberOf(position);
      return number === undefined || code === undefined ? [] : [{ position: number, code }];
    }),
    segments: segmentsOf(record),
    nfiq: subfieldsOf(record, 22).flatMap(qualityOf),
    segmentationQuality: subfieldsOf(record, 23).flatMap(qualityOf),
  };
}

/** Field 13: one code in each subfield. */
export function positionsOf(record: TaggedRecord): readonly number[] {
  return subfieldsOf(record, 13).flatMap(([code]) => wholeNumberOf(code) ?? []);
}

function qualityOf([position, value, vendor, product]: readonly string[]): FingerQuality[] {
  const number = wholeNumberOf(position);
  const score = wholeNumberOf(value);
  if (number === undefined || score === undefined) return [];
  const productNumber = wholeNumberOf(product);
  return [
    {
      position: number,
      value: score,
      ...(vendor === undefined ? {} : { vendor }),
      ...(productNumber === undefined ? {} : { product: productNumber }),
    },
  ];
}

function kindOf(type: number, positions: readonly number[]): PrintKind {
  if (type === 13) return 'mark';
  if (type === 15) return 'palm';
  const [kind] = positions.map((code) => positionOfCode(code)?.kind);
  return kind === 'slap' || kind === 'joints' || kind === 'palm' ? kind : 'print';
}
