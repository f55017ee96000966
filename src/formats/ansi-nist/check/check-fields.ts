import { quoted } from '../quoted.js';
import { dataOf, fieldOf, itemOf, subfieldsOf, type TaggedRecord } from '../transaction.js';
import { checkMinutiae } from './check-minutiae.js';
import { fieldRules } from './field-rules.js';
import type { Checked } from './finding.js';

/** Fields that a record may leave out altogether where the fingers or the palm are missing (18 AMP). */
const mayBeMissing = [14, 15];

/** Mandatory fields and their values, by the tables of each record type. */
export function checkFields(checked: Checked): void {
  for (const [index, record] of checked.transaction.records.entries()) {
    if (record.kind !== 'tagged') continue;
    checkRules(checked, record, index);
    if (record.type === 1) checkFirst(checked, record);
    if (record.type === 9) checkMinutiae(checked, record, index);
  }
}

function checkRules({ findings }: Checked, record: TaggedRecord, index: number): void {
  const { type } = record;
  const mayLackImage = mayBeMissing.includes(type) && fieldOf(record, 18) !== undefined;
  const hasImage = dataOf(record) !== undefined || !mayLackImage;
  for (const { field, need, form, everySubfield } of fieldRules[type] ?? []) {
    const place = { record: index, type, field };
    const subfields = subfieldsOf(record, field);
    if (subfields.length === 0) {
      if (need === 'always' || (need === 'image' && hasImage)) findings.error(place, form.expected, 'no such field');
      continue;
    }
    for (const [value = ''] of everySubfield ? subfields : subfields.slice(0, 1)) {
      if (!form.accepts(value)) findings.error(place, form.expected, quoted(value));
    }
  }
  if ([13, 14, 15].includes(type) && hasImage && (dataOf(record)?.length ?? 0) === 0) {
    findings.error({ record: index, type, field: 999 }, 'an image', 'none');
  }
}

/** ASCII alone, and resolutions that say something exactly where binary records need them. */
function checkFirst({ transaction, findings }: Checked, first: TaggedRecord): void {
  for (const field of first.fields) {
    if (!('subfields' in field)) continue;
    const strange = field.subfields.flat().find((item) => /[^\x20-\x7e]/.test(item));
    if (strange !== undefined) {
      findings.error({ record: 0, type: 1, field: field.number }, '7-bit ASCII text', quoted(strange));
    }
  }
  const needsScale = transaction.records.some(({ type }) => type >= 3 && type <= 7);
  for (const field of [11, 12]) {
    const value = itemOf(first, field);
    if (value === undefined || needsScale === Number(value) > 0) continue;
    const expected = needsScale
      ? 'a resolution, since there are binary images'
      : '00.00, since no binary image needs it';
    findings.add(needsScale ? 'error' : 'warning', { record: 0, type: 1, field }, expected, quoted(value));
  }
}
