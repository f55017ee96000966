import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { describeKey } from '../store/subject-record.js';
import type { EngineParts } from './engine-parts.js';
import { fingerScoresOf } from './finger-scores.js';
import type { Operation } from './operation.js';
import { type PackedBatch, packBatch } from './packed-batch.js';
import { extractPerson } from './prints.js';
import type { PrintInput, SubjectKey, VerifyResult } from './types.js';
import type { WorkerPool } from './worker-pool.js';

/** Compares prints with one enrolled subject. */
export async function verify(
  { store, pool }: EngineParts,
  key: SubjectKey,
  prints: readonly PrintInput[],
  fmr: number,
  operation: Operation,
): Promise<VerifyResult> {
  const number = store.find(key);
  const subject = number === undefined ? undefined : store.get(number);
  if (subject === undefined) throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not enrolled`);
  // Packed before the extraction is waited for: an erasure in between overwrites the templates of a store in memory.
  const candidate = packBatch(subject.prints.map(({ template }) => template));
  return await compareWith(pool, candidate, prints, fmr, operation);
}

/** Compares two captures. */
export async function compare(
  { pool }: EngineParts,
  probe: readonly PrintInput[],
  candidate: readonly PrintInput[],
  fmr: number,
  operation: Operation,
): Promise<VerifyResult> {
  const { templates, failures } = await extractPerson(pool, candidate, operation);
  const packed = packBatch(templates.map(({ template }) => template));
  const result = await compareWith(pool, packed, probe, fmr, operation);
  return { ...result, failures: [...result.failures, ...failures] };
}

async function compareWith(
  pool: WorkerPool,
  candidate: PackedBatch,
  prints: readonly PrintInput[],
  fmr: number,
  operation: Operation,
): Promise<VerifyResult> {
  const { templates, failures } = await extractPerson(pool, prints, operation);
  const probe = packBatch(templates.map(({ template }) => template));
  return { ...(await compareTemplates(pool, probe, candidate, fmr, operation)), failures };
}

/** The decision on two captures whose templates are there already. */
export async function compareTemplates(
  pool: WorkerPool,
  probe: PackedBatch,
  candidate: PackedBatch,
  fmr: number,
  operation: Operation,
): Promise<Omit<VerifyResult, 'failures'>> {
  const task = { probe, candidate, stop: operation.stopView };
  const { score, fingerScores } = await operation.orStopped(pool.run('verify', task, [], operation.turn));
  // One comparison is a search of one subject.
  const threshold = loadNative().decisionThreshold(1, fmr);
  return {
    decision: score >= threshold ? 'hit' : 'no-hit',
    score,
    threshold,
    fmr,
    fingers: fingerScoresOf(fingerScores),
  };
}
