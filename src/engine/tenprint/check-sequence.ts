import { positionName } from '../../formats/ansi-nist/positions.js';
import { RidgelineError } from '../../native/error.js';
import type { Operation } from '../operation.js';
import { packBatch } from '../packed-batch.js';
import { relabel } from '../packed-label.js';
import type { FingerPosition } from '../types.js';
import type { WorkerPool } from '../worker-pool.js';
import { labelSlaps } from './label-slaps.js';
import { type ComparedPair, judgeSequence } from './sequence.js';
import type { SequencedPrint, SequenceError, SequenceReport, SlapReading, TenprintPrint, WrongHand } from './types.js';

/** A card whose prints are swapped, repeated or of the wrong hand; `findings` say which. */
export class WrongSequenceError extends RidgelineError {
  readonly findings: readonly (SequenceError | WrongHand)[];

  constructor(prefix: string, findings: readonly (SequenceError | WrongHand)[]) {
    super('WRONG_SEQUENCE', `${prefix}${findings.map(({ message }) => message).join('; ')}`);
    this.findings = findings;
  }
}

export interface SequencedTenprint {
  /** With the fingers of slaps named anew where the rolled prints ask for it. */
  readonly prints: readonly TenprintPrint[];
  readonly sequence: SequenceReport;
}

/** Compares the prints of one ten-print file with each other, and says which are not of their finger. */
export async function checkSequence(
  pool: WorkerPool,
  read: readonly TenprintPrint[],
  slaps: readonly SlapReading[],
  operation: Operation,
): Promise<SequencedTenprint> {
  const pairs = await compareAll(pool, read, operation);
  const labels = labelSlaps(read, slaps, pairs);
  const prints = read.map((print, index) => named(print, labels[index] ?? print.position));
  const { rolled, errors } = judgeSequence(prints, pairs);
  return {
    prints,
    sequence: { rolled, errors, wrongHands: slaps.flatMap((slap) => wrongHandOf(slap, prints, rolled)) },
  };
}

function named(print: TenprintPrint, position: FingerPosition): TenprintPrint {
  if (print.position === position) return print;
  return { ...print, position, template: relabel(print.template, { position }) };
}

/** Every print with every one of another record: two fingers of one slap are two fingers. */
async function compareAll(
  pool: WorkerPool,
  prints: readonly TenprintPrint[],
  operation: Operation,
): Promise<readonly ComparedPair[]> {
  const wanted = prints.flatMap(({ record }, a) =>
    prints.flatMap((other, b) => (b > a && other.record !== record ? [[a, b] as const] : [])),
  );
  if (wanted.length === 0) return [];
  const templates = packBatch(prints.map(({ template }) => template));
  const task = { templates, pairs: Uint32Array.from(wanted.flat()) };
  const scores = await operation.orStopped(pool.run('comparePairs', task, [templates.bytes.buffer], operation.turn));
  return wanted.map(([a, b], index) => ({ a, b, score: scores[index] ?? 0 }));
}

/** The hands of slaps, by the position code that claims them. */
const claimedHands: Readonly<Record<number, 'right' | 'left'>> = { 13: 'right', 14: 'left' };

/** A slap whose shape is that of the other hand, unless a rolled print confirms a finger of it under its claimed name. */
function wrongHandOf(
  { record, position, hand }: SlapReading,
  prints: readonly TenprintPrint[],
  rolled: readonly SequencedPrint[],
): readonly WrongHand[] {
  const claimed = claimedHands[position];
  if (claimed === undefined) return [];
  const shown = prints.filter((print) => print.record === record).map((print) => print.position);
  const confirmed = rolled.filter((print) => print.verdict === 'confirmed' && shown.includes(print.position));
  const isOther = shown.length > 0 && shown.every((finger) => (finger <= 5 ? 'right' : 'left') !== claimed);
  const other = claimed === 'right' ? 'left' : 'right';
  const place = `record ${record}, ${positionName(position)}`;
  if (isOther) {
    const message = `${place}, shows the fingers that are rolled as those of the ${other} hand`;
    return [{ record, position, hand: other, isCertain: true, message }];
  }
  if (hand === 'unknown' || hand === claimed || confirmed.length > 0) return [];
  return [{ record, position, hand, isCertain: false, message: `${place}, looks like a ${hand} hand` }];
}
