import { hasRidgelineCode } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { type FormBatch, readForms } from '../store/kept-forms.js';
import type { AppendKeptAnswer, AppendKeptTask } from './tasks.js';

/** Reads forms that were kept and puts them into the gallery, in one thread, so that they are copied between none. */
export function appendKept(task: AppendKeptTask): AppendKeptAnswer {
  const systems = numbersOf(task.systems);
  const owners = numbersOf(task.owners);
  const unnamed: FormBatch[] = [];
  const unusable: number[] = [];
  const append = (batch: FormBatch) => {
    const { numbers, keys, forms } = batch;
    try {
      loadNative().galleryAppend(task.gallery, task.shard, {
        numbers: Float64Array.from(numbers),
        systems: Uint16Array.from(keys, ({ system }) => systems.get(system) ?? 0),
        owners: Uint16Array.from(keys, ({ owner }) => owners.get(owner) ?? 0),
        forms,
      });
    } catch (error) {
      if (!hasRidgelineCode(error) || error.code !== 'MALFORMED_TEMPLATE') throw error;
      unusable.push(...numbers);
    }
  };
  const missing = readForms(task.kept, (batch) => {
    if (batch.keys.every(({ system, owner }) => systems.has(system) && owners.has(owner))) append(batch);
    else unnamed.push(batch);
  });
  task.kept.keys.fill(0);
  const unnamedKeys = unnamed.flatMap(({ keys }) => keys);
  return {
    missing: [...missing, ...unusable],
    unnamed: unnamed.flatMap(({ numbers }) => numbers),
    systems: [...new Set(unnamedKeys.map(({ system }) => system))],
    owners: [...new Set(unnamedKeys.map(({ owner }) => owner))],
  };
}

function numbersOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, number) => [name, number]));
}
