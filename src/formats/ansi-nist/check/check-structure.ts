import { quoted } from '../quoted.js';
import { contentsOf, idcOf, numberOf, subfieldsOf, type TaggedRecord, wholeNumberOf } from '../transaction.js';
import { recordBytes } from '../write-transaction.js';
import type { Checked } from './finding.js';

/** Record types that ANSI/NIST-ITL 1-2011 Update 2015 defines; others are reserved. */
const knownTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 98, 99];

/** Types whose IDC names an image of its own: no two of them have the same. */
const imageTypes = [3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16, 17];

/** Largest IDC: two digits. */
const maxIdc = 99;

/** Lengths, tags, order and repetition of fields; the contents that 1.003 states against the records; IDCs. */
export function checkStructure(checked: Checked, isWhole: boolean): void {
  const { transaction, findings } = checked;
  for (const [index, record] of transaction.records.entries()) {
    if (!knownTypes.includes(record.type)) {
      findings.warn({ record: index, type: record.type }, 'a record type of the standard', `type ${record.type}`);
    }
    if (record.kind === 'tagged') checkTagged(checked, record, index);
  }
  checkContents(checked, isWhole);
  checkIdcs(checked);
  if (transaction.trailing !== undefined) {
    const place = { record: transaction.records.length - 1, type: transaction.records.at(-1)?.type };
    findings.error(place, 'the end of the file after the last record', `${transaction.trailing.length} bytes more`);
  }
}

function checkTagged({ findings }: Checked, record: TaggedRecord, index: number): void {
  const { type, fields } = record;
  const place = (field: number) => ({ record: index, type, field });
  const bytes = recordBytes(record);
  if (numberOf(record, 1) !== bytes) {
    findings.error(place(1), `${bytes}, the bytes of the record`, quoted(subfieldsOf(record, 1)[0]?.[0]));
  }
  if (type !== 1 && fields[1]?.number !== 2) findings.error(place(2), 'the IDC as second field', 'another field');
  const seen = new Set<number>();
  for (const { number, prefix } of fields) {
    if (number === 0 || number > 999) {
      findings.error({ record: index, type }, 'a tag T.NNN: before every field', quoted(prefix ?? ''));
    } else if (prefix !== undefined && Number.parseInt(prefix, 10) !== type) {
      findings.error(place(number), `a tag of type ${type}`, quoted(prefix));
    }
    // Fields of a type-2 record are user-defined, and some users repeat them.
    if (number !== 0 && seen.has(number)) {
      findings.add(type === 2 ? 'warning' : 'error', place(number), 'the field once', 'it is repeated');
    }
    seen.add(number);
  }
}

/** 1.003 CNT: 1 and the number of other records, then type and IDC of each in their order. */
function checkContents({ transaction, findings }: Checked, isWhole: boolean): void {
  const [first, ...others] = transaction.records;
  if (first?.kind !== 'tagged') return;
  const place = { record: 0, type: 1, field: 3 };
  const [category, count] = subfieldsOf(first, 3)[0] ?? [];
  if (wholeNumberOf(category) !== 1) findings.error(place, '1 as first item', quoted(category));
  const contents = contentsOf(first);
  if (wholeNumberOf(count) !== contents.length) {
    findings.error(place, `a count of ${contents.length}, as many as it lists`, quoted(count));
  }
  if (isWhole && contents.length !== others.length) {
    findings.error(place, `an entry for each of the ${others.length} other records`, `${contents.length} entries`);
  }
  for (const [index, record] of others.slice(0, contents.length).entries()) {
    const { type, idc } = contents[index] ?? {};
    const found = { record: index + 1, type: record.type };
    if (type !== record.type) {
      findings.error(place, `type ${record.type} for record ${index + 2}`, `type ${type ?? 'unreadable'}`);
    } else if (idc !== idcOf(record)) {
      findings.error(
        { ...found, field: 2 },
        `IDC ${idc ?? 'unreadable'}, as in 1.003`,
        `${idcOf(record) ?? 'nothing'}`,
      );
    }
  }
}

function checkIdcs({ transaction, findings }: Checked): void {
  const images = new Map<number, number>();
  for (const [index, record] of transaction.records.entries()) {
    if (record.type === 1) continue;
    const idc = idcOf(record);
    const place = { record: index, type: record.type, field: 2 };
    if (idc === undefined || idc > maxIdc) {
      const got = record.kind === 'tagged' ? quoted(subfieldsOf(record, 2)[0]?.[0]) : String(idc);
      findings.error(place, `an IDC from 0 to ${maxIdc}`, got);
    } else if (imageTypes.includes(record.type)) {
      const other = images.get(idc);
      if (other !== undefined) findings.error(place, 'an IDC of its own', `${idc}, that of record ${other + 1}`);
      images.set(idc, index);
    }
  }
}
