import type { FingerPosition, SequenceError, SequenceReport, Transaction, WrongHand } from '../../engine/index.js';
import type { Finding } from '../../formats/ansi-nist/check/finding.js';
import { fieldTag } from '../../formats/ansi-nist/field-names.js';
import { positionName } from '../../formats/ansi-nist/positions.js';
import { count } from '../text.js';

/** What the sequence check found, as the checker's findings are: about the field that states the position. */
export function sequenceFindings({ errors, wrongHands }: SequenceReport, transaction: Transaction): readonly Finding[] {
  return [
    ...errors.map((error) => misplaced(error, transaction)),
    ...wrongHands.map((found) => wrongHand(found, transaction)),
  ];
}

function misplaced(error: SequenceError, transaction: Transaction): Finding {
  const { record, position, otherRecord, otherImpression, shownAs, message } = error;
  return {
    severity: 'error',
    ...placeOf(record, transaction),
    expected: positionName(position),
    got: `the finger of record ${otherRecord}, ${otherImpression} ${positionName(shownAs)}`,
    message,
  };
}

/** By shape alone it is a warning: some hands look like the other one. */
function wrongHand({ record, position, hand, isCertain, message }: WrongHand, transaction: Transaction): Finding {
  return {
    severity: isCertain ? 'error' : 'warning',
    ...placeOf(record, transaction),
    expected: positionName(position),
    got: `a ${hand} hand`,
    message,
  };
}

function placeOf(record: number, transaction: Transaction) {
  const type = transaction.records[record - 1]?.type ?? 0;
  return { record, recordType: type, field: fieldTag(type, type < 9 ? 4 : 13) };
}

/** What people read of the rolled prints of a card. */
export function sequenceLine({ rolled }: SequenceReport): string {
  if (rolled.length === 0) return 'sequence: no rolled print to compare';
  const ofVerdict = (verdict: string): readonly FingerPosition[] =>
    rolled.filter((print) => print.verdict === verdict).map(({ position }) => position);
  const parts = [
    `${count(ofVerdict('confirmed').length, 'rolled print')} confirmed by a plain one`,
    ...(['wrong', 'unknown'] as const).flatMap((verdict) => {
      const positions = ofVerdict(verdict);
      return positions.length === 0 ? [] : [`${verdict}: ${positions.map(positionName).join(', ')}`];
    }),
  ];
  return `sequence: ${parts.join('; ')}`;
}
