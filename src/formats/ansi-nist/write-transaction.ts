import { textAsBytes } from './byte-text.js';
import { binaryHeaderBytes } from './read-binary.js';
import { separators } from './separators.js';
import { type BinaryRecord, type Field, regularPrefix, type TaggedRecord, type Transaction } from './transaction.js';

/**
 * The bytes of a transaction: of one that was read, the very same again. Fields are written as they stand, LEN too (see
 * `withLength`); lengths of binary records follow from their data.
 */
export function writeTransaction({ records, trailing }: Transaction): Uint8Array {
  const parts = records.flatMap((record) => (record.kind === 'tagged' ? taggedParts(record) : binaryParts(record)));
  return joined(trailing === undefined ? parts : [...parts, trailing]);
}

/** The record with its first field, LEN, saying how many bytes it has. */
export function withLength(record: TaggedRecord): TaggedRecord {
  const rest = record.fields.filter(({ number }) => number !== 1);
  const withStated = (length: number): TaggedRecord => ({
    ...record,
    fields: [{ number: 1, subfields: [[String(length)]] }, ...rest],
  });
  // The digits of the length count too: one round more than they can grow is enough.
  let length = 0;
  for (let round = 0; round < 3; ++round) length = recordBytes(withStated(length));
  return withStated(length);
}

/** How many bytes a tagged record has, whatever its first field says: text has a byte a character, each field a separator. */
export function recordBytes({ type, fields }: TaggedRecord): number {
  return fields.reduce((sum, field) => sum + headOf(type, field).length + valueLength(field) + 1, 0);
}

function headOf(type: number, { prefix, number }: Field): string {
  return prefix ?? regularPrefix(type, number);
}

function valueLength(field: Field): number {
  if ('data' in field) return field.data.length;
  const items = field.subfields.flat();
  // Between two items stands one separator, whichever it is.
  return items.reduce((sum, item) => sum + item.length, items.length - 1);
}

function taggedParts({ type, fields }: TaggedRecord): Uint8Array[] {
  return fields.flatMap((field, index) => {
    const end = textAsBytes(index === fields.length - 1 ? separators.record : separators.field);
    const head = textAsBytes(headOf(type, field));
    return [head, valueBytes(field), end];
  });
}

function valueBytes(field: Field): Uint8Array {
  if ('data' in field) return field.data;
  return textAsBytes(field.subfields.map((items) => items.join(separators.item)).join(separators.subfield));
}

function binaryParts(record: BinaryRecord): Uint8Array[] {
  const header = new Uint8Array(binaryHeaderBytes[record.type]);
  const view = new DataView(header.buffer);
  view.setUint32(0, header.length + record.data.length);
  view.setUint8(4, record.idc);
  if (record.type === 8) {
    view.setUint8(5, record.signatureType);
    view.setUint8(6, record.representation);
    view.setUint8(7, record.scanningResolution);
    view.setUint16(8, record.width);
    view.setUint16(10, record.height);
  } else if (record.type !== 7) {
    view.setUint8(5, record.impression);
    header.set(record.positions.slice(0, 6), 6);
    view.setUint8(12, record.scanningResolution);
    view.setUint16(13, record.width);
    view.setUint16(15, record.height);
    view.setUint8(17, record.compression);
  }
  return [header, record.data];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
