import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadNative } from '../../../src/native/load.js';
import { readForms } from '../../../src/store/kept-forms.js';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { storeFiles } from '../../../src/store/store-folder.js';
import type { SubjectKey } from '../../../src/store/subject-record.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { captureOf, keyOf, openEngine, storeKey } from './people.js';

const people = 40;
const keyOfPerson = (person: number) =>
  keyOf(person, person % 3 === 0 ? 'FR' : 'BE', person % 2 === 0 ? 'SIS' : 'ECRIS-TCN');

/** Numbers of the subjects whose forms a start finds. */
async function kept(storePath: string): Promise<number[]> {
  const store = await LmdbStore.open(storePath, { storeKey, formVersion: loadNative().galleryFormVersion() });
  try {
    const there: number[] = [];
    const forms = store.keptForms(store.numbersAfter(0, 1000));
    if (forms !== undefined) readForms(forms, ({ numbers }) => there.push(...numbers));
    return there;
  } finally {
    await store.close();
  }
}

test('a start tells of the references that contain a text, whether forms were kept or not', async () => {
  const storePath = await temporaryFolder();
  const engine = await openEngine({ storePath, storeKey });
  const references = ['a', 'a~1', 'b', 'b~ü', 'c~', 'd'];
  for (const [person, reference] of references.entries()) {
    await engine.enrol(keyOf(reference, person % 2 === 0 ? 'BE' : 'FR'), captureOf(person));
  }
  await engine.erase(keyOf('c~'));
  await engine.close();
  const told = async (containing: string) => {
    const subjects: SubjectKey[] = [];
    const opened = await openEngine({
      storePath,
      storeKey,
      onLoaded: { containing, tell: (key) => subjects.push(key) },
    });
    await opened.close();
    return subjects.sort((a, b) => (a.reference < b.reference ? -1 : 1));
  };
  const further = [keyOf('a~1', 'FR'), keyOf('b~ü', 'FR')];
  expect(await told('~')).toEqual(further);
  expect(await told('ECRIS')).toEqual([]);
  await rm(storeFiles(storePath).forms, { recursive: true });
  expect(await told('~')).toEqual(further);
  expect(await told('~')).toEqual(further);
});

test('a start from forms answers as one that prepares every template', async () => {
  const storePath = await temporaryFolder();
  const answers = async () => {
    const engine = await openEngine({ storePath, storeKey });
    expect(engine.info().subjects).toBe(people - 1);
    const found = [];
    for (const person of [1, 2, 3, 17, 38, people + 1]) {
      const everywhere = { prints: captureOf(person, 2), maxCandidates: 3 };
      for (const query of [everywhere, { ...everywhere, systems: ['SIS'] }, { ...everywhere, owners: ['FR'] }]) {
        const { decision, candidates, subjectsSearched } = await engine.identify(query);
        found.push({ person, decision, candidates, subjectsSearched });
      }
    }
    await engine.close();
    return found;
  };
  const engine = await openEngine({ storePath, storeKey });
  for (let person = 1; person <= people; ++person) await engine.enrol(keyOfPerson(person), captureOf(person));
  await engine.amend(keyOfPerson(17), captureOf(17, 1));
  await engine.erase(keyOfPerson(38));
  await engine.close();
  expect(await kept(storePath)).toHaveLength(people - 1);

  const fromForms = await answers();
  // Four people everywhere; one of them in SIS, one of France.
  expect(fromForms.filter(({ decision }) => decision === 'hit')).toHaveLength(6);
  await rm(storeFiles(storePath).forms, { recursive: true });
  expect(await answers()).toEqual(fromForms);
  // What that start prepared was kept.
  expect(await kept(storePath)).toHaveLength(people - 1);
  expect(await answers()).toEqual(fromForms);
});
