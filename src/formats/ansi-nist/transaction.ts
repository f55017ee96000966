/**
 * An ANSI/NIST-ITL transaction (1-1993 to 1-2011 Update 2015) as its records hold it, without interpretation: what is read
 * is written again byte for byte. Text is kept as bytes are, one character a byte (ISO 8859-1); `textOf` makes words of it.
 */
export interface Transaction {
  /** In the order of the file; the first is the type-1 record. */
  readonly records: readonly TransactionRecord[];
  /** Bytes after the last record, which no standard knows; absent in a regular file. */
  readonly trailing?: Uint8Array;
}

export type TransactionRecord = TaggedRecord | BinaryRecord;
export type BinaryRecord = FixedPrintRecord | SignatureRecord | UserImageRecord;

/** A record of numbered fields: types 1, 2 and 9 to 99. */
export interface TaggedRecord {
  readonly kind: 'tagged';
  readonly type: number;
  /** In the order of the file, field 1 (LEN) included as it is stated there. */
  readonly fields: readonly Field[];
}

export type Field = TextField | DataField;

export interface TextField {
  /** 1 to 9999; 0 where the field bears no readable number. */
  readonly number: number;
  /** What stands before the value, where it isn't the regular `T.NNN:`. */
  readonly prefix?: string;
  /** Subfields of information items; a plain value is one subfield of one item. */
  readonly subfields: readonly (readonly string[])[];
}

/** Field 999: the bytes of an image or another block, always last in its record. */
export interface DataField {
  readonly number: 999;
  readonly prefix?: string;
  readonly data: Uint8Array;
}

/** Types 3 to 6: prints of fixed resolution with a header of 18 bytes. Their length is that of header and data. */
export interface FixedPrintRecord {
  readonly kind: 'binary';
  readonly type: 3 | 4 | 5 | 6;
  readonly idc: number;
  readonly impression: number;
  /** Six bytes: possible finger positions, unused ones 255. */
  readonly positions: readonly number[];
  /** ISR: 0 the class's own resolution, 1 that of 1.011. */
  readonly scanningResolution: number;
  readonly width: number;
  readonly height: number;
  /** GCA or BCA: the binary code of the compression. */
  readonly compression: number;
  readonly data: Uint8Array;
}

/** Type 8: a signature. */
export interface SignatureRecord {
  readonly kind: 'binary';
  readonly type: 8;
  readonly idc: number;
  readonly signatureType: number;
  /** 0 uncompressed bilevel, 1 facsimile, 2 vector. */
  readonly representation: number;
  readonly scanningResolution: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Type 7: bytes whose meaning sender and receiver have agreed on. */
export interface UserImageRecord {
  readonly kind: 'binary';
  readonly type: 7;
  readonly idc: number;
  readonly data: Uint8Array;
}

/** The first text field of a number; undefined where the record has none. */
export function fieldOf(record: TaggedRecord, number: number): TextField | undefined {
  return record.fields.find((field): field is TextField => field.number === number && 'subfields' in field);
}

/** The subfields of a field; none where it is absent. */
export function subfieldsOf(record: TaggedRecord, number: number): readonly (readonly string[])[] {
  return fieldOf(record, number)?.subfields ?? [];
}

/** One item of a field, both counted from 0; undefined where it is absent. */
export function itemOf(record: TaggedRecord, number: number, subfield = 0, item = 0): string | undefined {
  return subfieldsOf(record, number)[subfield]?.[item];
}

/** The whole number that a text states, with or without leading zeros; undefined where it states none. */
export function wholeNumberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The whole number in a field's first item. */
export function numberOf(record: TaggedRecord, number: number): number | undefined {
  return wholeNumberOf(itemOf(record, number));
}

/** The bytes of field 999; undefined where the record has none. */
export function dataOf(record: TaggedRecord): Uint8Array | undefined {
  return record.fields.find((field): field is DataField => 'data' in field)?.data;
}

/** The information designation character: what binds records of one image; undefined for type 1 and where it is unreadable. */
export function idcOf(record: TransactionRecord): number | undefined {
  if (record.kind === 'binary') return record.idc;
  return record.type === 1 ? undefined : numberOf(record, 2);
}

/** What stands before a field's value in a regular file. */
export function regularPrefix(type: number, number: number): string {
  return `${type}.${String(number).padStart(3, '0')}:`;
}

/** One entry of 1.003 CNT. */
export interface ContentEntry {
  readonly type: number | undefined;
  readonly idc: number | undefined;
}

/** What 1.003 CNT lists of the records after the first. */
export function contentsOf(first: TaggedRecord): readonly ContentEntry[] {
  return subfieldsOf(first, 3)
    .slice(1)
    .map(([type, idc]) => ({ type: wholeNumberOf(type), idc: wholeNumberOf(idc) }));
}

/** Whether 1.002 VER states this version, such as 0500 for 1-2011, or a later one. */
export function isFrom(version: string, { records: [first] }: Transaction): boolean {
  const stated = first?.kind === 'tagged' ? (itemOf(first, 2) ?? '') : '';
  return /^\d{4}$/.test(stated) && stated >= version;
}
