import { bytesAsText } from './byte-text.js';
import type { Damage, RecordReading } from './damage.js';
import { maxFields, maxItems } from './limits.js';
import { quoted } from './quoted.js';
import { separatorBytes, separators } from './separators.js';
import { type Field, regularPrefix, type TaggedRecord, type TextField } from './transaction.js';

/** What may still be read; shared by the records of a transaction. */
export interface ReadingBudget {
  fields: number;
  items: number;
}

/** The longest prefix of a field: two digits, a point, four digits, a colon. */
const maxPrefixBytes = 8;

/** The type that a tagged record states where one begins at the offset; undefined where none does. */
export function taggedTypeAt(bytes: Uint8Array, offset: number): number | undefined {
  const found = /^(\d{1,2})\.0{0,3}1:/.exec(
    bytesAsText(bytes, offset, Math.min(bytes.length, offset + maxPrefixBytes)),
  );
  return found === null ? undefined : Number(found[1]);
}

/** Reads one tagged record. Time is linear in its text; the bytes of field 999 are not looked at. */
export function readTagged(
  bytes: Uint8Array,
  start: number,
  index: number,
  budget: ReadingBudget,
): RecordReading<TaggedRecord> {
  const type = taggedTypeAt(bytes, start) ?? 0;
  const fields: Field[] = [];
  const damaged = (field: number, expected: string, got: string): { damage: Damage } => ({
    damage: { record: index, type, ...(field === 0 ? {} : { field }), expected, got },
  });
  for (let offset = start; ; ) {
    const { prefix, number } = prefixAt(bytes, offset);
    if (--budget.fields < 0) return damaged(number, `at most ${maxFields} fields`, 'more');
    const shape = { number, ...(prefix === regularPrefix(type, number) ? {} : { prefix }) };
    const valueStart = offset + prefix.length;
    if (number === 999) {
      const end = statedEnd(bytes, start, fields[0]);
      if (typeof end === 'string') return damaged(1, 'the length of the record', end);
      if (end <= valueStart) return damaged(1, 'a length that reaches beyond its text', `${end - start}`);
      fields.push({ ...shape, number: 999, data: bytes.subarray(valueStart, end - 1) });
      return { record: { kind: 'tagged', type, fields }, end };
    }
    const { end, items } = scanText(bytes, valueStart);
    if (end === bytes.length) return damaged(number, 'a separator after the field', 'the end of the file');
    // Counted before they are made: text of nothing but separators would fill the memory.
    budget.items -= items;
    if (budget.items < 0) return damaged(number, `at most ${maxItems} information items`, 'more');
    fields.push({ ...shape, subfields: splitValue(bytesAsText(bytes, valueStart, end)) });
    offset = end + 1;
    if (bytes[end] === separatorBytes.record) return { record: { kind: 'tagged', type, fields }, end: offset };
  }
}

/** What stands before a field's value and the number it states; empty and 0 where it is no prefix. */
function prefixAt(bytes: Uint8Array, offset: number): { prefix: string; number: number } {
  const text = bytesAsText(bytes, offset, Math.min(bytes.length, offset + maxPrefixBytes));
  const found = /^\d{1,2}\.(\d{1,4}):/.exec(text);
  return found === null ? { prefix: '', number: 0 } : { prefix: found[0], number: Number(found[1]) };
}

/** Offset of the separator that ends a field of text, the file's length where none does, and the number of its items. */
function scanText(bytes: Uint8Array, start: number): { readonly end: number; readonly items: number } {
  let items = 1;
  for (let offset = start; offset < bytes.length; ++offset) {
    const byte = bytes[offset];
    if (byte === separatorBytes.field || byte === separatorBytes.record) return { end: offset, items };
    if (byte === separatorBytes.subfield || byte === separatorBytes.item) items += 1;
  }
  return { end: bytes.length, items };
}

function splitValue(value: string): string[][] {
  return value.split(separators.subfield).map((subfield) => subfield.split(separators.item));
}

/** Where a record with data ends, which only its length says; else what stands in the place of a right one. */
function statedEnd(bytes: Uint8Array, start: number, first: Field | undefined): number | string {
  const stated = (first as TextField | undefined)?.subfields?.[0]?.[0];
  if (first?.number !== 1 || stated === undefined) return 'another field';
  if (!/^\d{1,10}$/.test(stated)) return quoted(stated);
  const end = start + Number(stated);
  if (end > bytes.length) return `${stated}, where ${bytes.length - start} bytes are left in the file`;
  if (bytes[end - 1] !== separatorBytes.record) return `${stated}, where no separator ends the record`;
  return end;
}
