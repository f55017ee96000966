import { textOf } from '../../formats/ansi-nist/byte-text.js';
import { compressionNames } from '../../formats/ansi-nist/compressions.js';
import { fieldName, fieldTag } from '../../formats/ansi-nist/field-names.js';
import { impressionOfCode } from '../../formats/ansi-nist/impressions.js';
import { positionName } from '../../formats/ansi-nist/positions.js';
import { type PrintImage, printImagesOf } from '../../formats/ansi-nist/print-images.js';
import { recordName } from '../../formats/ansi-nist/record-names.js';
import { type Field, idcOf, type Transaction, type TransactionRecord } from '../../formats/ansi-nist/transaction.js';
import { count } from '../text.js';

/** One record as people, or with --json programs, read it. */
export interface RecordAccount {
  /** Counted from 1. */
  readonly record: number;
  readonly type: number;
  readonly name: string;
  readonly idc?: number;
  readonly fields: readonly FieldAccount[];
  readonly image?: ImageAccount;
  /** Bytes of a binary record that holds no print, without its header. */
  readonly bytes?: number;
}

export interface FieldAccount {
  readonly field: string;
  readonly name?: string;
  /** Subfields of items, as text. */
  readonly value?: readonly (readonly string[])[];
  /** Bytes of field 999. */
  readonly bytes?: number;
}

export interface ImageAccount extends Omit<PrintImage, 'record' | 'recordType' | 'idc' | 'data'> {
  readonly bytes: number;
}

/** An account of every record of a transaction. */
export function accountOf(transaction: Transaction): readonly RecordAccount[] {
  const images = new Map(printImagesOf(transaction).map((image) => [image.record, image]));
  return transaction.records.map((record, index) => {
    const idc = idcOf(record);
    const image = images.get(index);
    return {
      record: index + 1,
      type: record.type,
      name: recordName(record.type),
      ...(idc === undefined ? {} : { idc }),
      fields: record.kind === 'tagged' ? record.fields.map((field) => fieldAccount(record.type, field)) : [],
      ...(image === undefined ? binaryBytes(record) : { image: imageAccount(image) }),
    };
  });
}

function fieldAccount(type: number, field: Field): FieldAccount {
  const name = fieldName(type, field.number);
  const known = { field: fieldTag(type, field.number), ...(name === undefined ? {} : { name }) };
  if ('data' in field) return { ...known, bytes: field.data.length };
  return { ...known, value: field.subfields.map((items) => items.map(textOf)) };
}

function imageAccount({ record, recordType, idc, data, ...image }: PrintImage): ImageAccount {
  return { ...image, bytes: data.length };
}

function binaryBytes(record: TransactionRecord): { readonly bytes?: number } {
  return record.kind === 'binary' ? { bytes: record.data.length } : {};
}

/** Longest value that an account for people shows in full, characters. */
const maxShownCharacters = 100;

/** The account of one record in lines; fields that the image's line tells are left out. */
export function linesOf({ record, type, name, idc, fields, image, bytes }: RecordAccount): readonly string[] {
  const told = image === undefined ? [1, 2, 999] : [1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 999];
  const shown = fields.filter(({ field }) => type === 1 || !told.some((number) => field === fieldTag(type, number)));
  return [
    [
      `${record}. type ${type}, ${name}`,
      ...(idc === undefined ? [] : [`IDC ${idc}`]),
      ...(bytes === undefined ? [] : [count(bytes, 'byte')]),
    ].join(', '),
    ...(image === undefined ? [] : [`   ${imageLine(image)}`]),
    ...shown.map((field) => `   ${field.field} ${(field.name ?? '').padEnd(4)} ${valueLine(field)}`.trimEnd()),
  ];
}

function imageLine({ kind, positions, impression, width, height, ppi, compression, bytes }: ImageAccount): string {
  const touch = impression === undefined ? undefined : impressionOfCode(impression)?.name;
  return [
    `${kind}: ${positions.map(positionName).join(' or ') || 'no position'}`,
    touch ?? 'unknown impression',
    `${width} x ${height} px at ${ppi ?? 'unknown'} ppi`,
    `${compression === undefined ? 'unknown compression' : compressionNames[compression]}, ${count(bytes, 'byte')}`,
  ].join('; ');
}

function valueLine({ value = [], bytes }: FieldAccount): string {
  if (bytes !== undefined) return count(bytes, 'byte');
  const text = value
    .map((items) => items.join(', '))
    .join(' | ')
    .replace(/\p{Cc}/gu, '·');
  if (text.length <= maxShownCharacters) return text;
  return `${text.slice(0, maxShownCharacters)}… (${count(value.length, 'subfield')})`;
}
