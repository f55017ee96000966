import { RidgelineError } from '../native/error.js';
import { KeyedMutex } from '../store/keyed-mutex.js';
import { keyText } from '../store/subject-record.js';
import type { Enrolment, EnrolmentOutcome, EnrolResult } from './types.js';
import { checkKey } from './validate.js';

/** Errors that say that the whole enrolment is to end. */
const endsAll: ReadonlySet<string> = new Set(['CANCELLED', 'ENGINE_CLOSED']);

/**
 * Enrols many subjects, at most `window` at a time, and gives what became of each in the order they came. Where the
 * consumer stops early, those under way are finished before the generator ends.
 */
export async function* enrolMany(
  enrolments: Iterable<Enrolment> | AsyncIterable<Enrolment>,
  window: number,
  enrol: (enrolment: Enrolment) => Promise<EnrolResult>,
): AsyncGenerator<EnrolmentOutcome, void, void> {
  const underWay: Promise<EnrolmentOutcome>[] = [];
  // Of two enrolments of one key the first wins, whichever's prints are ready first.
  const keys = new KeyedMutex();
  try {
    for await (const enrolment of enrolments) {
      const outcome = outcomeOf(enrolment, keys, enrol);
      // Thrown when its turn comes; until then it must not count as an error that nobody handles.
      outcome.catch(() => undefined);
      underWay.push(outcome);
      if (underWay.length >= window) yield await takeFirst(underWay);
    }
    while (underWay.length > 0) yield await takeFirst(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
}

async function outcomeOf(
  enrolment: Enrolment,
  keys: KeyedMutex,
  enrol: (enrolment: Enrolment) => Promise<EnrolResult>,
): Promise<EnrolmentOutcome> {
  try {
    checkKey(enrolment.subject);
    const result = await keys.run(keyText(enrolment.subject), () => enrol(enrolment));
    return { subject: enrolment.subject, result };
  } catch (error) {
    if (error instanceof RidgelineError) return { subject: enrolment.subject, error };
    throw error;
  }
}

async function takeFirst(underWay: Promise<EnrolmentOutcome>[]): Promise<EnrolmentOutcome> {
  const outcome = await underWay.shift();
  if (outcome === undefined) throw new RidgelineError('INTERNAL', 'no enrolment is under way');
  if (outcome.error !== undefined && endsAll.has(outcome.error.code)) throw outcome.error;
  return outcome;
}
