import { checkTransaction } from '../../formats/ansi-nist/check/check-transaction.js';
import type { Finding } from '../../formats/ansi-nist/check/finding.js';
import { positionName } from '../../formats/ansi-nist/positions.js';
import type { PrintImage } from '../../formats/ansi-nist/print-images.js';
import { type FingerImage, type SlapImage, tenprintImagesOf } from '../../formats/ansi-nist/tenprint.js';
import { RidgelineError } from '../../native/error.js';
import type { Operation } from '../operation.js';
import { checkCounts } from '../prints.js';
import type { ExtractedFinger, ExtractedSlap, ExtractedTemplate } from '../tasks.js';
import type { FingerPosition, Impression, PrintFailure } from '../types.js';
import type { WorkerPool } from '../worker-pool.js';
import { checkSequence, WrongSequenceError } from './check-sequence.js';
import type { SequenceReport, SlapReading, Tenprint, TenprintOptions, TenprintPrint } from './types.js';

/** A transaction that its checker refuses, whole; `findings` say what is wrong with it. */
export class InvalidTransactionError extends RidgelineError {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const [first] = findings;
    super('INVALID_TRANSACTION', `${findings.length} errors, the first: ${first?.message ?? ''}`);
    this.findings = findings;
  }
}

/** Reads a ten-print file: check, prints, slaps finger by finger, templates, sequence. */
export async function readTenprint(
  pool: WorkerPool,
  bytes: Uint8Array,
  { name, sequence: whatOfSequence = 'tell', picture = false }: TenprintOptions,
  operation: Operation,
): Promise<Tenprint> {
  const { transaction, findings } = checkTransaction(bytes);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new InvalidTransactionError(errors);
  const { fingers, slaps, missing, others } = tenprintImagesOf(transaction);
  checkCounts([...fingers, ...slaps.flatMap((slap) => slap.fingers.map((position) => ({ position })))]);
  const prefix = name === undefined ? '' : `${name}: `;
  const asked = { prefix, wantsPicture: picture };
  const read = await operation.orStopped(
    Promise.all([
      ...fingers.map((finger) => extractFinger(pool, finger, asked, operation)),
      ...slaps.map((slap) => extractSlap(pool, slap, asked, operation)),
    ]),
  );
  const extracted = read.flatMap((one) => one.prints);
  const failures = read.flatMap((one) => one.failures);
  if (extracted.length === 0) throw noPrint(failures);
  const readings = read.flatMap(({ slap }) => slap ?? []);
  const { prints, sequence } = await checkSequence(pool, extracted, readings, operation);
  if (whatOfSequence === 'refuse') refuseWrong(sequence, prefix);
  return {
    prints,
    slaps: readings,
    missing,
    failures: [...failures, ...readings.flatMap((slap) => notFoundIn(slap, prints, prefix))],
    ignored: others.map(nameOf),
    sequence,
    warnings: findings,
  };
}

function refuseWrong({ errors, wrongHands }: SequenceReport, prefix: string): void {
  const findings = [...errors, ...wrongHands.filter(({ isCertain }) => isCertain)];
  if (findings.length > 0) throw new WrongSequenceError(prefix, findings);
}

/** What is asked of every record. */
interface Asked {
  /** Begins the names of the prints. */
  readonly prefix: string;
  readonly wantsPicture: boolean;
}

/** What one record gave. */
interface ReadRecord {
  readonly prints: readonly TenprintPrint[];
  readonly failures: readonly PrintFailure[];
  readonly slap?: SlapReading;
}

async function extractFinger(
  pool: WorkerPool,
  { image, position, impression }: FingerImage,
  { prefix, wantsPicture }: Asked,
  operation: Operation,
): Promise<ReadRecord> {
  const name = prefix + nameOf(image);
  const code = impression === 'rolled' ? 1 : 0;
  const copy = movable(image);
  const source = { kind: 'record', image: copy } as const;
  const task = { source, position, impression: code, name, wantsPicture, stop: operation.stopView };
  try {
    const extracted = await pool.run('extract', task, [copy.data.buffer], operation.turn);
    const label = { impression, name, record: image.record + 1 };
    return { prints: extracted.map((template) => printOf(template, label)), failures: [] };
  } catch (error) {
    return { prints: [], failures: [failureOf(error, position, name)] };
  }
}

async function extractSlap(
  pool: WorkerPool,
  slap: SlapImage,
  { prefix, wantsPicture }: Asked,
  operation: Operation,
): Promise<ReadRecord> {
  const name = prefix + nameOf(slap.image);
  const copy = movable(slap.image);
  try {
    const task = { slap: { ...slap, image: copy }, name, wantsPicture, stop: operation.stopView };
    return readSlap(slap, await pool.run('extractSlap', task, [copy.data.buffer], operation.turn), name);
  } catch (error) {
    return { prints: [], failures: [failureOf(error, 0, name)] };
  }
}

function readSlap({ image, fingers: expected }: SlapImage, { hand, fingers }: ExtractedSlap, name: string): ReadRecord {
  const record = image.record + 1;
  const nameOfFinger = (position: number): string => `${name}, ${positionName(position)}`;
  return {
    prints: fingers.flatMap((finger) => {
      const label = { impression: 'plain', name: nameOfFinger(finger.position), record } as const;
      return finger.extracted === undefined ? [] : [{ ...printOf(finger.extracted, label), place: placeOf(finger) }];
    }),
    failures: [
      ...fingers.flatMap(({ position, error }) =>
        error === undefined ? [] : [{ ...error, position: position as FingerPosition, name: nameOfFinger(position) }],
      ),
    ],
    slap: {
      record,
      position: image.positions[0] ?? 0,
      hand,
      expected: expected as readonly FingerPosition[],
      found: fingers.map(({ position }) => position as FingerPosition),
    },
  };
}

/** Fingers that a slap should show and that were not found. */
function notFoundIn({ record, expected, found }: SlapReading, prints: readonly TenprintPrint[], prefix: string) {
  const named = prints.filter((print) => print.record === record).map(({ position }) => position);
  const count = Math.max(0, expected.length - found.length);
  const absent = expected.filter((position) => !named.includes(position)).slice(0, count);
  return absent.map((position) => {
    const name = `${prefix}record ${record}, ${positionName(position)}`;
    return { position, name, code: 'NO_FINGERPRINT', message: `${name}: the finger was not found in the slap` };
  });
}

function placeOf({ centerX, centerY, width, height, angle, source }: ExtractedFinger) {
  return { centerX, centerY, width, height, angle, source };
}

function printOf(
  { template, position, minutiaCount, quality, width, height, image }: ExtractedTemplate,
  label: { readonly impression: Impression; readonly name: string; readonly record: number },
): TenprintPrint {
  return { ...label, template, position: position as FingerPosition, minutiaCount, quality, width, height, ...image };
}

/** A copy with bytes of its own, which can be moved to a worker: those of the transaction are one buffer. */
function movable(image: PrintImage): PrintImage & { readonly data: Uint8Array<ArrayBuffer> } {
  return { ...image, data: new Uint8Array(image.data) };
}

/** Errors that are not the file's fault end everything. */
function failureOf(error: unknown, position: number, name: string): PrintFailure {
  if (!(error instanceof RidgelineError) || error.blame !== 'input') throw error;
  return { position: position as FingerPosition, name, code: error.code, message: error.message };
}

function noPrint([first]: readonly PrintFailure[]): RidgelineError {
  if (first === undefined) return new RidgelineError('NO_FINGERPRINT', 'the file holds no image of a finger');
  return new RidgelineError(first.code as RidgelineError['code'], first.message);
}

function nameOf({ record, recordType, positions }: PrintImage): string {
  return `record ${record + 1} (type ${recordType}, position ${positions.join(' or ')})`;
}
