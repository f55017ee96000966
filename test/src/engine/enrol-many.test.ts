import { describe, expect, test } from 'vitest';
import type { Enrolment, EnrolmentOutcome } from '../../../src/engine/types.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { captureOf, keyOf, openEngine, storeKey } from './people.js';

const people = (count: number): Enrolment[] =>
  Array.from({ length: count }, (_, person) => ({ subject: keyOf(person), prints: captureOf(person) }));

async function all(outcomes: AsyncIterable<EnrolmentOutcome>): Promise<EnrolmentOutcome[]> {
  const collected: EnrolmentOutcome[] = [];
  for await (const outcome of outcomes) collected.push(outcome);
  return collected;
}

describe('a bulk enrolment', () => {
  test('gives every outcome in order, and one failure keeps out no other', async () => {
    const storePath = await temporaryFolder();
    const engine = await openEngine({ storePath, storeKey });
    const enrolments = people(300);
    enrolments[50] = { subject: keyOf(49), prints: captureOf(50) };
    enrolments[51] = { subject: keyOf('empty'), prints: [{ position: 1, bytes: new Uint8Array() }] };
    enrolments[52] = { subject: keyOf(''), prints: captureOf(52) };
    const outcomes = await all(engine.enrolMany(enrolments));
    expect(outcomes.map(({ subject }) => subject)).toEqual(enrolments.map(({ subject }) => subject));
    const codes = outcomes.flatMap(({ error }, i) => (error === undefined ? [] : [[i, error.code]]));
    expect(codes).toEqual([
      [50, 'SUBJECT_EXISTS'],
      [51, 'FILE_EMPTY'],
      [52, 'INVALID_ARGUMENT'],
    ]);
    expect(outcomes[7]?.result?.prints).toHaveLength(2);
    expect(engine.info()).toMatchObject({ subjects: 297, prints: 594 });
    await engine.close();
    const again = await openEngine({ storePath, storeKey });
    expect(again.info()).toMatchObject({ subjects: 297, prints: 594 });
    expect(await again.verify(keyOf(299), captureOf(299, 1))).toMatchObject({ decision: 'hit' });
  });

  test('reads its source only as far as it has come', async () => {
    const engine = await openEngine();
    let read = 0;
    async function* source() {
      for (const enrolment of people(1000)) {
        ++read;
        yield enrolment;
      }
    }
    let seen = 0;
    for await (const { result } of engine.enrolMany(source())) {
      expect(result?.subject).toEqual(keyOf(seen));
      expect(read - seen).toBeLessThanOrEqual(100);
      if (++seen === 10) break;
    }
    // What was under way when the loop ended has been finished.
    expect(engine.info().subjects).toBe(read);
    expect(read).toBeLessThan(1000);
  });

  test('ends with CANCELLED when its signal is raised', async () => {
    const engine = await openEngine();
    const controller = new AbortController();
    let seen = 0;
    await expectCode('CANCELLED', async () => {
      for await (const _ of engine.enrolMany(people(1000), { signal: controller.signal })) {
        if (++seen === 5) controller.abort();
      }
    });
    expect(seen).toBeLessThan(200);
    expect(engine.info().subjects).toBeGreaterThanOrEqual(5);
  });

  test('passes on the error of its source', async () => {
    const engine = await openEngine();
    async function* source() {
      yield* people(3);
      throw new Error('the disk is gone');
    }
    await expect(all(engine.enrolMany(source()))).rejects.toThrow('the disk is gone');
    expect(engine.info().subjects).toBe(3);
  });
});
