import { hasRidgelineCode } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { readForms } from '../store/kept-forms.js';
import type { SubjectForm } from '../store/subject-form.js';
import type { AppendKeptAnswer, AppendKeptTask } from './tasks.js';

/** Subjects that cross to the core together: some 900 KB of forms, which the nearest caches hold. */
const formsTogether = 64;

/** Reads forms that were kept and puts them into the gallery, in one thread, so that they are copied between none. */
export async function appendKept(task: AppendKeptTask): Promise<AppendKeptAnswer> {
  const systems = numbersOf(task.systems);
  const owners = numbersOf(task.owners);
  const unnamed: SubjectForm[] = [];
  const unusable: number[] = [];
  let together: SubjectForm[] = [];
  const append = () => {
    const taken = together;
    together = [];
    try {
      loadNative().galleryAppend(task.gallery, task.shard, {
        numbers: Float64Array.from(taken, ({ number }) => number),
        systems: Uint16Array.from(taken, ({ key }) => systems.get(key.system) ?? 0),
        owners: Uint16Array.from(taken, ({ key }) => owners.get(key.owner) ?? 0),
        forms: taken.map(({ form }) => form),
      });
    } catch (error) {
      if (!hasRidgelineCode(error) || error.code !== 'MALFORMED_TEMPLATE') throw error;
      unusable.push(...taken.map(({ number }) => number));
    } finally {
      // The gallery's copy is the one that erasing reaches.
      for (const { form } of taken) form.fill(0);
    }
  };
  const missing = await readForms(task.kept, (form) => {
    const isNamed = systems.has(form.key.system) && owners.has(form.key.owner);
    if (!isNamed) form.form.fill(0);
    (isNamed ? together : unnamed).push(form);
    if (together.length === formsTogether) append();
  });
  append();
  return {
    missing: [...missing, ...unusable],
    unnamed: unnamed.map(({ number }) => number),
    systems: [...new Set(unnamed.map(({ key }) => key.system))],
    owners: [...new Set(unnamed.map(({ key }) => key.owner))],
  };
}

function numbersOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, number) => [name, number]));
}
