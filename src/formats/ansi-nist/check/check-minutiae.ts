import { quoted } from '../quoted.js';
import { fieldOf, itemOf, numberOf, subfieldsOf, type TaggedRecord } from '../transaction.js';
import type { Checked } from './finding.js';
import { whole } from './forms.js';

/** Fields that a record of format S must have beyond the first four (1-2000, table 12). */
const standardFields = [5, 6, 7, 10, 11, 12];

/** Fields of the INCITS 378 block, 126 to 136, that its minutiae mean nothing without, and those that only describe it. */
const neededOfBlock = [128, 129, 130, 131, 132, 134, 136];
const describingBlock = [126, 127, 133, 135];

/** Counts of minutiae and where the minutiae they count stand: standard, FBI and INCITS 378 blocks. */
const minutiaeCounts = [
  { count: 10, minutiae: 12 },
  { count: 15, minutiae: 23 },
  { count: 136, minutiae: 137 },
] as const;

/** A type-9 record: the fields of its format, its counts, and the minutiae of an INCITS 378 block. */
export function checkMinutiae(checked: Checked, record: TaggedRecord, index: number): void {
  const { findings } = checked;
  const place = (field: number) => ({ record: index, type: 9, field });
  const has = (field: number): boolean => fieldOf(record, field) !== undefined;
  const missing = (fields: readonly number[]): number[] => fields.filter((field) => !has(field));
  if (itemOf(record, 4) === 'S') {
    for (const field of missing(standardFields)) {
      findings.error(place(field), 'the field, since 9.004 FMT says S', 'no such field');
    }
  }
  if ([...neededOfBlock, ...describingBlock, 137].some(has)) {
    const expected = 'the field, since the record has an INCITS 378 block';
    for (const field of missing(neededOfBlock)) findings.error(place(field), expected, 'no such field');
    for (const field of missing(describingBlock)) findings.warn(place(field), expected, 'no such field');
  }
  for (const { count, minutiae } of minutiaeCounts) {
    if (fieldOf(record, count) === undefined) continue;
    const listed = subfieldsOf(record, minutiae).length;
    if (numberOf(record, count) !== listed) {
      const expected = `${listed}, as many as 9.${String(minutiae).padStart(3, '0')} lists`;
      findings.error(place(count), expected, quoted(itemOf(record, count)));
    }
  }
  checkBlock(checked, record, index);
}

/** 9.137 FMD: number, x, y, angle in steps of two degrees, type, quality. */
function checkBlock({ findings }: Checked, record: TaggedRecord, index: number): void {
  const forms = [
    whole(1, 999),
    whole(0, numberOf(record, 128) ?? 0),
    whole(0, numberOf(record, 129) ?? 0),
    whole(0, 179),
    whole(0, 2),
  ];
  for (const items of subfieldsOf(record, 137)) {
    if (forms.every((form, item) => form.accepts(items[item] ?? ''))) continue;
    const expected = 'number, x and y within the image, angle from 0 to 179, type from 0 to 2';
    findings.error({ record: index, type: 9, field: 137 }, expected, quoted(items.join(' ')));
  }
}
