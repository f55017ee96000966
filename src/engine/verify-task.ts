import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { unpackBatch } from './packed-batch.js';
import type { VerifyAnswer, VerifyTask } from './tasks.js';

/** Far more than the templates of one subject need, bytes. */
const galleryBytes = 64 * 2 ** 20;
const onlyShard = 0;

/**
 * Compares a probe with one subject, as a search of a gallery in which nobody else is: verification and identification
 * then give the same score for the same prints.
 */
export function compareWithSubject({ probe, candidate, stop }: VerifyTask): VerifyAnswer {
  const native = loadNative();
  const gallery = native.galleryCreate(1, galleryBytes);
  try {
    native.galleryAppend(gallery, onlyShard, {
      numbers: Float64Array.of(0),
      systems: Uint16Array.of(0),
      owners: Uint16Array.of(0),
      forms: native.galleryForms(unpackBatch(candidate), Uint32Array.of(candidate.ends.length)),
    });
    const search = {
      probe: unpackBatch(probe),
      systems: new Uint16Array(),
      owners: new Uint16Array(),
      maxCandidates: 1,
      minScore: Number.NEGATIVE_INFINITY,
      exhaustive: true,
      cancel: 0 as const,
      deadlineMs: stop.deadlineMs,
    };
    const [result] = native.gallerySearch(gallery, Uint16Array.of(onlyShard), [search]);
    if (!result?.complete) throw new RidgelineError('DEADLINE_EXCEEDED', 'the deadline passed during the comparison');
    // Without a finger in common there is no candidate and no evidence.
    return { score: result.scores[0] ?? 0, fingerScores: result.fingerScores };
  } finally {
    native.galleryDestroy(gallery);
  }
}
