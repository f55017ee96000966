import { positionOfCode } from '../positions.js';
import { positionsOf } from '../print-images.js';
import { quoted } from '../quoted.js';
import { boxOf, polygonOf, type Segment } from '../segments.js';
import { fieldOf, isFrom, numberOf, subfieldsOf, type TaggedRecord, wholeNumberOf } from '../transaction.js';
import type { Checked } from './finding.js';
import { type Form, oneOf, whole } from './forms.js';

/** Most corners of a polygon in 14.025 ASEG. */
const maxCorners = 99;

/** What the fields of a type-14 record say of single fingers: missing ones, segments, qualities. */
export function checkFingers(checked: Checked): void {
  for (const [index, record] of checked.transaction.records.entries()) {
    if (record.kind !== 'tagged' || ![13, 14, 15].includes(record.type)) continue;
    const hand: Hand = { record, index, shown: fingersOf(record) };
    if (record.type === 14) {
      checkPositions(checked, hand);
      checkMissing(checked, hand);
      checkSegments(checked, hand);
      checkQualities(checked, hand, 22, nfiqItems);
      checkQualities(checked, hand, 23, scoreItems);
    }
    checkQualities(checked, hand, 24, scoreItems);
  }
}

interface Hand {
  readonly record: TaggedRecord;
  readonly index: number;
  /** The fingers that the record's position codes show; undefined where they leave it open. */
  readonly shown: ReadonlySet<number> | undefined;
}

function fingersOf(record: TaggedRecord): ReadonlySet<number> | undefined {
  const shown = positionsOf(record).map((code) => positionOfCode(code)?.fingers ?? []);
  return shown.length === 0 || shown.some((fingers) => fingers.length === 0) ? undefined : new Set(shown.flat());
}

/** Since 1-2011 a record has one position; segments are those of a slap. */
function checkPositions({ findings, transaction }: Checked, { record, index }: Hand): void {
  const positions = positionsOf(record);
  if (positions.length > 1 && isFrom('0500', transaction)) {
    findings.warn({ record: index, type: 14, field: 13 }, 'one position', `${positions.length}`);
  }
  const [code] = positions;
  const isSlap = code === undefined || positionOfCode(code)?.kind === 'slap';
  if (fieldOf(record, 21) !== undefined && !isSlap) {
    findings.warn({ record: index, type: 14, field: 21 }, 'segments of a slap only', `those of position ${code}`);
  }
}

function checkMissing({ findings }: Checked, hand: Hand): void {
  const place = { record: hand.index, type: 14, field: 18 };
  const codes = oneOf(['XX', 'UP', 'SR']);
  for (const [finger, code] of subfieldsOf(hand.record, 18)) {
    if (!codes.accepts(code ?? '')) findings.error(place, codes.expected, quoted(code));
    checkFinger(finger, hand, (expected) => findings.error(place, expected, quoted(finger)));
  }
}

function checkFinger(finger: string | undefined, { shown }: Hand, report: (expected: string) => void): void {
  const number = wholeNumberOf(finger);
  const isOne = number !== undefined && (number <= 10 || number === 16 || number === 17);
  if (!isOne) {
    report('one finger: 0 to 10, 16 or 17');
  } else if (shown !== undefined && number > 0 && number <= 10 && !shown.has(number)) {
    report(`a finger of 14.013: ${[...shown].join(', ')}`);
  }
}

function checkSegments({ findings }: Checked, hand: Hand): void {
  const { record, index } = hand;
  const width = numberOf(record, 6) ?? 0;
  const height = numberOf(record, 7) ?? 0;
  const check = (field: 21 | 25, items: readonly string[], segment: Segment | undefined, expected: string): void => {
    const place = { record: index, type: 14, field };
    if (segment === undefined) {
      findings.error(place, expected, quoted(items.join(' ')));
      return;
    }
    checkFinger(items[0], hand, (finger) => findings.error(place, finger, quoted(items[0])));
    const isInside = segment.outline.every(({ x, y }) => x <= width && y <= height);
    if (!isInside) findings.error(place, `points within ${width} x ${height} px`, quoted(items.join(' ')));
  };
  for (const items of subfieldsOf(record, 21)) {
    const box = boxOf(items);
    const [from, , to] = box?.outline ?? [];
    const isTurned = from !== undefined && to !== undefined && (from.x >= to.x || from.y >= to.y);
    check(21, items, isTurned ? undefined : box, 'finger, left, right, top, bottom');
  }
  for (const items of subfieldsOf(record, 25)) {
    const expected = `finger, 3 to ${maxCorners} as number of points, x and y of each`;
    const polygon = polygonOf(items);
    check(25, items, (polygon?.outline.length ?? 0) > maxCorners ? undefined : polygon, expected);
  }
}

/** Items behind the finger, by the name a finding gives them. */
type QualityItems = readonly (readonly [string, Form])[];

const specialScores = oneOf(['254', '255']);
const nfiqScore = whole(1, 5);
const score = whole(0, 100);

const nfiqItems: QualityItems = [
  [
    'quality',
    { expected: '1 to 5, 254 or 255', accepts: (text) => nfiqScore.accepts(text) || specialScores.accepts(text) },
  ],
];

const scoreItems: QualityItems = [
  [
    'quality',
    { expected: '0 to 100, 254 or 255', accepts: (text) => score.accepts(text) || specialScores.accepts(text) },
  ],
  ['vendor', { expected: 'four hexadecimal digits', accepts: (text) => /^[0-9A-Fa-f]{4}$/.test(text) }],
  ['product', whole(1, 65535)],
];

/** Nothing here relies on a sender's quality: what is wrong with it is a warning. */
function checkQualities({ findings }: Checked, hand: Hand, field: number, forms: QualityItems): void {
  const { record, index } = hand;
  const place = { record: index, type: record.type, field };
  for (const [finger, ...items] of subfieldsOf(record, field)) {
    if (record.type === 14) checkFinger(finger, hand, (expected) => findings.warn(place, expected, quoted(finger)));
    for (const [number, [name, form]] of forms.entries()) {
      const item = items[number];
      if (!form.accepts(item ?? '')) findings.warn(place, `${name} as ${form.expected}`, quoted(item));
    }
  }
}
