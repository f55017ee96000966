import { hasRidgelineCode } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { type FormBatch, readForms } from '../store/kept-forms.js';
import type { SubjectKey } from '../store/subject-record.js';
import type { AppendKeptAnswer, AppendKeptTask } from './tasks.js';

/** Reads forms that were kept and puts them into the gallery, in one thread, so that they are copied between none. */
export function appendKept(task: AppendKeptTask): AppendKeptAnswer {
  const systems = numbersOf(task.systems);
  const owners = numbersOf(task.owners);
  const unnamed: FormBatch[] = [];
  const unusable: number[] = [];
  const found: SubjectKey[] = [];
  const append = (batch: FormBatch) => {
    const { numbers, names, forms } = batch;
    try {
      loadNative().galleryAppend(task.gallery, task.shard, {
        numbers: Float64Array.from(numbers),
        systems: Uint16Array.from(names, ({ system }) => systems.get(system) ?? 0),
        owners: Uint16Array.from(names, ({ owner }) => owners.get(owner) ?? 0),
        forms,
      });
      found.push(...batch.found);
    } catch (error) {
      if (!hasRidgelineCode(error) || error.code !== 'MALFORMED_TEMPLATE') throw error;
      unusable.push(...numbers);
    }
  };
  const use = (batch: FormBatch) => {
    if (batch.names.every(({ system, owner }) => systems.has(system) && owners.has(owner))) append(batch);
    else unnamed.push(batch);
  };
  const missing = readForms(task.kept, use, task.containing);
  task.kept.keys.fill(0);
  const newNames = unnamed.flatMap(({ names }) => names);
  return {
    missing: [...missing, ...unusable],
    found,
    unnamed: unnamed.flatMap(({ numbers }) => numbers),
    systems: [...new Set(newNames.map(({ system }) => system))],
    owners: [...new Set(newNames.map(({ owner }) => owner))],
  };
}

function numbersOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, number) => [name, number]));
}
