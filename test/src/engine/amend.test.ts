import { expect, test } from 'vitest';
import { stagedKey } from '../../../src/engine/amend-staging.js';
import { Engine } from '../../../src/engine/index.js';
import type { PrintInput } from '../../../src/engine/types.js';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { jittered, packedTemplate, scatteredMinutiae } from '../native/sample-templates.js';
import { captureOf, keyOf, openEngine, templateOf } from './people.js';

/** A print of a person's finger with the quality that its template states. */
function printOf(person: number, position: 1 | 2 | 3, quality: number): PrintInput {
  const minutiae = jittered(scatteredMinutiae(1000 * person + position), position);
  return { position, template: packedTemplate({ position, quality, minutiae }) };
}

test.each(['memory', 'disk'])('a better print replaces the stored one, a worse one does not (%s)', async (place) => {
  const engine = await openEngine(place === 'disk' ? { storePath: await temporaryFolder() } : {});
  await engine.enrol(keyOf(1), [printOf(1, 1, 50), printOf(1, 2, 50)]);
  const { changes } = await engine.amend(keyOf(1), [printOf(7, 1, 60), printOf(8, 2, 40), printOf(1, 3, 10)]);
  expect(changes).toEqual([
    { position: 1, change: 'replaced', quality: 60, storedQuality: 50 },
    { position: 2, change: 'kept', quality: 40, storedQuality: 50 },
    { position: 3, change: 'added', quality: 10 },
  ]);
  expect(engine.templates(keyOf(1)).map(({ position, quality }) => [position, quality])).toEqual([
    [1, 60],
    [2, 50],
    [3, 10],
  ]);
  const found = async (print: PrintInput) => (await engine.identify({ prints: [print] })).decision;
  expect(await found(printOf(7, 1, 80))).toBe('hit');
  expect(await found(printOf(1, 2, 80))).toBe('hit');
  expect(await found(printOf(1, 1, 80))).toBe('no-hit');
  expect(engine.info().subjects).toBe(1);
});

test('searches that run during amendments find the subject or say that they are incomplete', async () => {
  const engine = await openEngine();
  await engine.enrol(keyOf(1), [printOf(1, 1, 1), printOf(1, 2, 50)]);
  const answers: string[] = [];
  for (let quality = 2; quality < 30; quality += 1) {
    const amended = engine.amend(keyOf(1), [printOf(1, 1, quality)]);
    answers.push(
      await engine.identify({ prints: captureOf(1) }).then(
        ({ decision }) => decision,
        ({ code }) => code,
      ),
    );
    await amended;
  }
  expect(answers).not.toContain('no-hit');
  expect((await engine.identify({ prints: captureOf(1) })).decision).toBe('hit');
});

test.each([true, false])(
  'an amendment that a crash interrupted is ended at the next start (old record there: %s)',
  async (isOld) => {
    const folder = await temporaryFolder();
    const store = await LmdbStore.open(folder);
    const record = (person: number) => [
      { position: 1, impression: 0, quality: 80, template: templateOf(person, 0, 1) },
    ];
    if (isOld) await store.put(keyOf(1), record(1));
    await store.put(stagedKey(keyOf(1)), record(2));
    await store.close();
    const engine = await openEngine({ storePath: folder });
    const keys = await collect(engine);
    expect(keys).toEqual([keyOf(1)]);
    const { candidates } = await engine.identify({
      prints: [{ position: 1, template: templateOf(isOld ? 1 : 2, 1, 1) }],
    });
    expect(candidates[0]).toMatchObject({ reference: '1', hit: true });
    await engine.close();
    const again = await Engine.open({ storePath: folder, threads: 1 });
    expect(again.info().subjects).toBe(1);
    await again.close();
  },
);

test('nobody can be amended who is not enrolled, and templates are copies', async () => {
  const engine = await openEngine();
  await expectCode('SUBJECT_NOT_FOUND', () => engine.amend(keyOf(1), captureOf(1)));
  await expectCode('SUBJECT_NOT_FOUND', () => engine.templates(keyOf(1)));
  expect(engine.has(keyOf(1))).toBe(false);
  await engine.enrol(keyOf(1), captureOf(1));
  expect(engine.has(keyOf(1))).toBe(true);
  engine.templates(keyOf(1))[0]?.template.fill(0);
  expect((await engine.identify({ prints: captureOf(1, 1) })).decision).toBe('hit');
});

async function collect(engine: Engine) {
  const keys = [];
  for await (const key of engine.subjects()) keys.push(key);
  return keys;
}
