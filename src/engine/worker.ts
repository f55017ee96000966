/** The engine's worker thread: every exported function is a task of tasks.ts, run by Piscina under its name. */
import { workerData } from 'node:worker_threads';
import { type ErrorCode, hasRidgelineCode, RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { appendKept as appendKeptForms } from './append-kept.js';
import { clearMemory as clear } from './clear-memory.js';
import type { CrewData } from './crew.js';
import { drawPeople } from './draw-people.js';
import { explainPairs } from './explain-task.js';
import { unpackBatch } from './packed-batch.js';
import type { ExtractOutcome, Outcome, StopView, Tasks } from './tasks.js';
import { compareWithSubject } from './verify-task.js';

/** What reads prints takes three times as long to load as all else here, so a thread that fills galleries begins without. */
const printReaders = async () => {
  const [extracting, slaps, { loadSharp }] = await Promise.all([
    import('./extract-templates.js'),
    import('./tenprint/slap-task.js'),
    import('../formats/sharp.js'),
  ]);
  await loadSharp();
  return { ...extracting, ...slaps };
};
const { readsPrints } = workerData as CrewData;
if (readsPrints) await printReaders();

type Task<Name extends keyof Tasks> = (input: Tasks[Name]['input']) => Promise<Outcome<Tasks[Name]['output']>>;

export const extract: Task<'extract'> = (task) =>
  answer(async () => (await printReaders()).extractTemplates(task), task.stop);

export const extractEach: Task<'extractEach'> = (tasks) =>
  answer(async () => {
    const outcomes: ExtractOutcome[] = [];
    for (const task of tasks) outcomes.push(await extract(task));
    return outcomes;
  });

export const extractSlap: Task<'extractSlap'> = (task) =>
  answer(async () => (await printReaders()).extractSlap(task), task.stop);

export const comparePairs: Task<'comparePairs'> = ({ templates, pairs }) =>
  answer(() => loadNative().comparePairs(loadNative().prepare(unpackBatch(templates)), pairs));

export const search: Task<'search'> = (task) =>
  answer(() => {
    const searches = task.searches.map((search) => ({ ...search, probe: unpackBatch(search.probe) }));
    return loadNative().gallerySearch(task.gallery, task.shards, searches);
  });

export const draw: Task<'draw'> = (task) => answer(() => drawPeople(task));

export const measureLimits: Task<'measureLimits'> = () => answer(() => loadNative().measureLimits());

export const verify: Task<'verify'> = (task) => answer(() => compareWithSubject(task), task.stop);

export const forms: Task<'forms'> = ({ templates, printsUpTo }) =>
  answer(() => loadNative().galleryForms(unpackBatch(templates), printsUpTo));

export const explain: Task<'explain'> = (task) => answer(() => explainPairs(task), task.stop);

export const append: Task<'append'> = ({ gallery, shard, ...batch }) =>
  answer(() => {
    loadNative().galleryAppend(gallery, shard, batch);
    // The gallery's copy is the one that erasing reaches.
    batch.forms.bytes.fill(0);
    return undefined;
  });

export const appendKept: Task<'appendKept'> = (task) => answer(() => appendKeptForms(task));

export const erase: Task<'erase'> = ({ gallery, shard, numbers }) =>
  answer(() => loadNative().galleryErase(gallery, shard, numbers));

export const clearMemory: Task<'clearMemory'> = () => answer(() => clear());

async function answer<T>(work: () => T | Promise<T>, stop?: StopView): Promise<Outcome<T>> {
  try {
    if (stop !== undefined) checkWanted(stop);
    return { ok: true, value: await work() };
  } catch (error) {
    const code: ErrorCode = hasRidgelineCode(error) ? error.code : 'INTERNAL';
    return { ok: false, code, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Saves the work for an operation that was stopped while the task waited. */
function checkWanted({ flag, deadlineMs }: StopView): void {
  if (Atomics.load(flag, 0) !== 0) throw new RidgelineError('CANCELLED', 'the operation was stopped');
  if (Date.now() > deadlineMs) throw new RidgelineError('DEADLINE_EXCEEDED', 'the deadline passed in the queue');
}
