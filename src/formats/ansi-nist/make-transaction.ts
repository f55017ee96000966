import { RidgelineError } from '../../native/error.js';
import { itemFor } from './byte-text.js';
import type { Compression } from './compressions.js';
import type { PixelPoint } from './segments.js';
import { holdsSeparator } from './separators.js';
import type { Field, TaggedRecord, Transaction } from './transaction.js';
import { withLength } from './write-transaction.js';

/** A transaction as its sender thinks of it. Lengths, contents and counts follow from it. */
export interface TransactionDescription {
  /** 1.004 TOT: type of transaction, as sender and receiver have agreed. */
  readonly type: string;
  /** 1.005 DAT: YYYYMMDD. */
  readonly date: string;
  /** 1.007 DAI: the agency that it goes to. */
  readonly destination: string;
  /** 1.008 ORI: the agency that it comes from. */
  readonly origin: string;
  /** 1.009 TCN: the sender's number of it. */
  readonly controlNumber: string;
  /** 1.013 DOM: name of the domain and, after it, its version. */
  readonly domain?: readonly string[];
  /** Fields of the type-2 record by their numbers from 3 on, as the domain defines them. */
  readonly descriptive?: Readonly<Record<number, FieldValue>>;
  readonly prints?: readonly PrintDescription[];
}

/** One item, the items of one subfield, or those of several. */
export type FieldValue = string | readonly string[] | readonly (readonly string[])[];

/** An image of fingers: a type-14 record and, with minutiae, a type-9 record of the same IDC. */
export interface PrintDescription {
  /** Position code of table 8: 1 to 10, 13 and 14 slaps, 15 both thumbs. */
  readonly position: number;
  /** Impression code of table 7: 0 plain, 1 rolled. */
  readonly impression: number;
  /** YYYYMMDD. */
  readonly captured: string;
  readonly width: number;
  readonly height: number;
  readonly ppi: number;
  readonly compression: Compression;
  /** The compressed image, or 8-bit pixels row by row; empty where all of its fingers are missing. */
  readonly data: Uint8Array;
  /** XX amputated, UP unable to print. */
  readonly missing?: readonly { readonly position: number; readonly code: 'XX' | 'UP' }[];
  /** Boxes of a slap's fingers, px. */
  readonly boxes?: readonly FingerBox[];
  /** Outlines of a slap's fingers, px: 3 to 99 points each (14.025 ASEG). */
  readonly polygons?: readonly { readonly position: number; readonly points: readonly PixelPoint[] }[];
  /** NFIQ 1 to 5. */
  readonly nfiq?: readonly { readonly position: number; readonly value: number }[];
  /** Of the segmentation of each finger (14.023 SQM) and of the fingers (14.024 FQM): 0 to 100, vendor in four hexadecimal digits. */
  readonly segmentationQuality?: readonly StatedQuality[];
  readonly quality?: readonly StatedQuality[];
  readonly minutiae?: readonly MinutiaDescription[];
}

export interface StatedQuality {
  readonly position: number;
  readonly value: number;
  readonly vendor: string;
  readonly product: number;
}

export interface FingerBox {
  readonly position: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A minutia as INCITS 378 has it. */
export interface MinutiaDescription {
  /** Px of the image, from its upper left corner. */
  readonly x: number;
  readonly y: number;
  /** Degrees, counter-clockwise from the right; kept in steps of two. */
  readonly angle: number;
  /** 0 other, 1 ending, 2 bifurcation. */
  readonly type: 0 | 1 | 2;
  /** 1 to 100; 0 not stated. */
  readonly quality: number;
}

/** 1-2011 Update 2015. */
const version = '0502';

/** 1.015 DCS: code, name of the character set that is not ASCII. */
const utf8Set = ['003', 'UTF-8'];

/** The identity of the type-2 record; images have those from 1 on. */
const descriptiveIdc = '0';

/** 9.126 CBI: INCITS M1 as owner (27), finger minutiae as format (513), CBEFF's registry; no product. */
const minutiaeFormat = ['27', '513', '0'];

/** 9.127 CEI: certified by no one, device unknown. */
const unknownDevice = ['NONE', '0'];

/** 9.135 FQD: no quality of the print was computed. */
const notAssessed = '254';

/** Degrees of a step of 9.137. */
const angleStep = 2;

/**
 * A transaction of types 1, 2, 14 and 9 from a plain description. Throws INVALID_ARGUMENT where a value holds a separator;
 * other values are taken as they are, and `checkTransaction` says whether they keep to the standard.
 */
export function makeTransaction(description: TransactionDescription): Transaction {
  const { descriptive, prints = [] } = description;
  const others = [
    recordFor(2, { 2: descriptiveIdc, ...descriptive }),
    ...prints.flatMap((print, index) => recordsOfPrint(print, String(index + 1), description.origin)),
  ];
  return { records: [firstRecord(description, others), ...others] };
}

function firstRecord(description: TransactionDescription, others: readonly TaggedRecord[]): TaggedRecord {
  const { type, date, destination, origin, controlNumber, domain } = description;
  const contents = others.map((record) => [String(record.type), plainItem(record.fields[1])]);
  return recordFor(1, {
    2: version,
    3: [['1', String(others.length)], ...contents],
    4: type,
    5: date,
    7: destination,
    8: origin,
    9: controlNumber,
    // No binary image refers to them.
    11: '00.00',
    12: '00.00',
    ...(domain === undefined ? {} : { 13: domain }),
    ...(others.some(hasForeignText) ? { 15: utf8Set } : {}),
  });
}

function plainItem(field: Field | undefined): string {
  return field !== undefined && 'subfields' in field ? (field.subfields[0]?.[0] ?? '') : '';
}

function hasForeignText({ fields }: TaggedRecord): boolean {
  return fields.some(
    (field) => 'subfields' in field && field.subfields.flat().some((item) => /[^\x20-\x7e]/.test(item)),
  );
}

function recordsOfPrint(print: PrintDescription, idc: string, source: string): TaggedRecord[] {
  const { missing, boxes, polygons, nfiq, segmentationQuality, quality, minutiae, data } = print;
  const ppi = String(Math.round(print.ppi));
  const ofImage = {
    6: String(print.width),
    7: String(print.height),
    8: '1',
    9: ppi,
    10: ppi,
    11: print.compression,
    12: '8',
  };
  const fields = {
    2: idc,
    3: String(print.impression),
    4: source,
    5: print.captured,
    ...(data.length === 0 ? {} : ofImage),
    13: String(print.position),
    ...(missing === undefined ? {} : { 18: missing.map(({ position, code }) => [String(position), code]) }),
    ...(boxes === undefined ? {} : { 21: boxes.map(boxItems) }),
    ...(nfiq === undefined ? {} : { 22: nfiq.map(({ position, value }) => [String(position), String(value)]) }),
    ...(segmentationQuality === undefined ? {} : { 23: segmentationQuality.map(qualityItems) }),
    ...(quality === undefined ? {} : { 24: quality.map(qualityItems) }),
    ...(polygons === undefined ? {} : { 25: polygons.map(polygonItems) }),
  };
  const dataFields: Field[] = data.length === 0 ? [] : [{ number: 999, data }];
  const image = withLength({ kind: 'tagged', type: 14, fields: [...fieldsFor(14, fields), ...dataFields] });
  return minutiae === undefined ? [image] : [image, minutiaeRecord(print, minutiae, idc)];
}

function boxItems({ position, left, right, top, bottom }: FingerBox): string[] {
  return [position, left, right, top, bottom].map(String);
}

function polygonItems({
  position,
  points,
}: {
  readonly position: number;
  readonly points: readonly PixelPoint[];
}): string[] {
  return [position, points.length, ...points.flatMap(({ x, y }) => [x, y])].map(String);
}

function qualityItems({ position, value, vendor, product }: StatedQuality): string[] {
  return [String(position), String(value), vendor, String(product)];
}

/** A type-9 record with the INCITS 378 block, fields 126 to 137. */
function minutiaeRecord(print: PrintDescription, minutiae: readonly MinutiaDescription[], idc: string): TaggedRecord {
  const ppi = String(Math.round(print.ppi));
  const listed = minutiae.map(({ x, y, angle, type, quality }, index) => [
    String(index + 1).padStart(3, '0'),
    String(Math.round(x)),
    String(Math.round(y)),
    String((Math.round(angle / angleStep) + 360) % (360 / angleStep)),
    String(type),
    String(quality),
  ]);
  return recordFor(9, {
    2: idc,
    3: String(print.impression),
    4: 'U',
    126: minutiaeFormat,
    127: unknownDevice,
    128: String(print.width),
    129: String(print.height),
    130: '1',
    131: ppi,
    132: ppi,
    133: '0',
    134: String(print.position),
    135: notAssessed,
    136: String(minutiae.length),
    ...(listed.length === 0 ? {} : { 137: listed }),
  });
}

function recordFor(type: number, values: Readonly<Record<number, FieldValue>>): TaggedRecord {
  return withLength({ kind: 'tagged', type, fields: fieldsFor(type, values) });
}

/** Text fields in the order of their numbers, in UTF-8. */
function fieldsFor(type: number, values: Readonly<Record<number, FieldValue>>): Field[] {
  return Object.entries(values).map(([number, value]) => {
    const subfields = subfieldsFor(value);
    if (subfields.flat().some(holdsSeparator)) {
      throw new RidgelineError('INVALID_ARGUMENT', `a value of field ${type}.${number} holds an information separator`);
    }
    return { number: Number(number), subfields: subfields.map((items) => items.map(itemFor)) };
  });
}

function subfieldsFor(value: FieldValue): readonly (readonly string[])[] {
  if (typeof value === 'string') return [[value]];
  return isListOfLists(value) ? value : [value];
}

function isListOfLists(value: readonly unknown[]): value is readonly (readonly string[])[] {
  return Array.isArray(value[0]);
}
