import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/index.js';
import { expectCode } from '../helpers/expect-code.js';
import { SeededRandom } from '../helpers/seeded-random.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { captureOf, keyOf, openEngine, storeKey } from './people.js';

const steps = 250;
const peopleCount = 8;
const keyCount = 14;
const owners = ['BE', 'NL', 'FR'];

/** What an engine should be: a Map from the text of a key to the person enrolled under it. */
type Model = Map<string, { readonly person: number; readonly owner: string; readonly reference: string }>;

function randomKey(random: SeededRandom) {
  const number = random.below(keyCount);
  return keyOf(number, owners[number % owners.length]);
}

async function enrolStep(engine: Engine, model: Model, random: SeededRandom): Promise<void> {
  const key = randomKey(random);
  const person = random.below(peopleCount);
  if (model.has(key.reference)) {
    await expectCode('SUBJECT_EXISTS', () => engine.enrol(key, captureOf(person)));
  } else {
    await engine.enrol(key, captureOf(person, random.below(5)));
    model.set(key.reference, { person, owner: key.owner, reference: key.reference });
  }
}

async function eraseStep(engine: Engine, model: Model, random: SeededRandom): Promise<void> {
  const key = randomKey(random);
  if (model.delete(key.reference)) await engine.erase(key);
  else await expectCode('SUBJECT_NOT_FOUND', () => engine.erase(key));
}

async function identifyStep(engine: Engine, model: Model, random: SeededRandom): Promise<void> {
  const person = random.below(peopleCount + 2);
  const permitted = random.next() < 0.5 ? owners : owners.slice(0, 1 + random.below(owners.length));
  const result = await engine.identify({
    prints: captureOf(person, 5 + random.below(5)),
    owners: permitted,
    maxCandidates: 20,
    exhaustive: random.next() < 0.5,
  });
  const searched = [...model.values()].filter(({ owner }) => permitted.includes(owner));
  const expected = searched.filter((subject) => subject.person === person).map(({ reference }) => reference);
  const hits = result.candidates.filter(({ hit }) => hit).map(({ reference }) => reference);
  expect(hits.sort()).toEqual(expected.sort());
  expect(result.decision).toBe(expected.length > 0 ? 'hit' : 'no-hit');
  expect(result.subjectsSearched).toBe(searched.length);
}

async function verifyStep(engine: Engine, model: Model, random: SeededRandom): Promise<void> {
  const key = randomKey(random);
  const person = random.below(peopleCount);
  const enrolled = model.get(key.reference);
  const verify = () => engine.verify(key, captureOf(person, 5 + random.below(5)));
  if (enrolled === undefined) await expectCode('SUBJECT_NOT_FOUND', verify);
  else expect((await verify()).decision).toBe(enrolled.person === person ? 'hit' : 'no-hit');
}

test.each([
  ['in memory', false, 11],
  ['on disk, with restarts', true, 12],
])('an engine %s is as a Map under random operations', async (_name, onDisk, seed) => {
  const options = onDisk ? { storePath: await temporaryFolder(), storeKey } : {};
  const random = new SeededRandom(seed);
  const model: Model = new Map();
  let engine = await openEngine(options);
  for (let step = 0; step < steps; ++step) {
    const choice = random.below(100);
    if (choice < 35) await enrolStep(engine, model, random);
    else if (choice < 55) await eraseStep(engine, model, random);
    else if (choice < 75) await identifyStep(engine, model, random);
    else if (choice < 97 || !onDisk) await verifyStep(engine, model, random);
    else {
      await engine.close();
      engine = await openEngine(options);
    }
    expect(engine.info().subjects).toBe(model.size);
  }
});

test('operations on the same few keys at the same moment leave store and gallery agreed', async () => {
  const storePath = await temporaryFolder();
  const random = new SeededRandom(13);
  const engine = await openEngine({ storePath });
  const pending: Promise<unknown>[] = [];
  for (let i = 0; i < 200; ++i) {
    const key = keyOf(random.below(4));
    const person = random.below(peopleCount);
    pending.push(random.next() < 0.5 ? engine.enrol(key, captureOf(person)) : engine.erase(key));
    if (i % 20 === 19) await Promise.allSettled(pending);
  }
  for (const outcome of await Promise.allSettled(pending)) {
    if (outcome.status === 'rejected') expect(['SUBJECT_EXISTS', 'SUBJECT_NOT_FOUND']).toContain(outcome.reason.code);
  }
  const state = async (asked: Engine) => {
    const hits: string[] = [];
    for (let person = 0; person < peopleCount; ++person) {
      const { candidates } = await asked.identify({ prints: captureOf(person, 9) });
      hits.push(...candidates.filter(({ hit }) => hit).map(({ reference }) => `${person} is ${reference}`));
    }
    return { hits: hits.sort(), subjects: asked.info().subjects };
  };
  const before = await state(engine);
  expect(before.hits).toHaveLength(before.subjects);
  await engine.close();
  expect(await state(await openEngine({ storePath }))).toEqual(before);
});
