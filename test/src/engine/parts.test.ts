import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Batcher } from '../../../src/engine/batcher.js';
import * as limits from '../../../src/engine/limits.js';
import { NameNumbers } from '../../../src/engine/name-numbers.js';
import { Operation, Operations } from '../../../src/engine/operation.js';
import { packBatch, unpackBatch } from '../../../src/engine/packed-batch.js';
import { RidgelineError } from '../../../src/native/error.js';
import { expectCode } from '../helpers/expect-code.js';

test('the limits are those of the core', () => {
  const text = readFileSync(new URL('../../../native/base/limits.hpp', import.meta.url), 'utf8');
  const gallery = readFileSync(new URL('../../../native/gallery/parameters.hpp', import.meta.url), 'utf8');
  const constant = (name: string) => Number(new RegExp(`\\b${name} = (\\d+);`).exec(text + gallery)?.[1]);
  expect(limits.maxImpressionsPerFinger).toBe(constant('kMaxImpressionsPerFinger'));
  expect(limits.maxTemplatesPerSubject).toBe(constant('kMaxTemplatesPerSubject'));
  expect(limits.maxNameBytes).toBe(constant('kMaxNameBytes'));
  expect(limits.maxShards).toBe(constant('kMaxShards'));
  expect(limits.maxCandidates).toBe(constant('kMaxCandidates'));
  // As many search in the foreground as in the background.
  expect(2 * limits.maxThreads).toBe(constant('kReaderSlots'));
});

test('a packed batch holds the same arrays', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (arrays) => {
      expect(unpackBatch(packBatch(arrays))).toEqual(arrays);
    }),
  );
});

test('names keep their numbers; unknown ones have none; the 65 537th is refused', async () => {
  const names = new NameNumbers('owner');
  expect(['BE', 'NL', 'BE', 'FR'].map((name) => names.numberOf(name))).toEqual([0, 1, 0, 2]);
  expect(names.known(['FR', 'XX', 'BE'])).toEqual([2, 0]);
  for (let i = 3; i < 65_536; ++i) names.numberOf(`name ${i}`);
  await expectCode('INVALID_ARGUMENT', () => names.numberOf('one more'));
  expect(names.numberOf('NL')).toBe(1);
});

describe('a batcher', () => {
  test('gathers what comes at once or while a batch is under way, and lets one bad item keep out no other', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, string>(
      async (items) => {
        batches.push([...items]);
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (items.includes(3)) throw new Error('bad');
        return items.map((item) => `done ${item}`);
      },
      { mostTogether: 4 },
    );
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((item) => batcher.add(item)));
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual([
      'done 1',
      'done 2',
      'failed',
      'done 4',
      'done 5',
      'done 6',
    ]);
    expect(batches).toEqual([[1, 2, 3, 4], [1], [2], [3], [4], [5, 6]]);
    expect(await batcher.add(7)).toBe('done 7');
    expect(batcher.waiting).toBe(0);
  });

  test('gives some results a turn of the event loop, and begins the next batch before it has given all', async () => {
    const happened: string[] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        happened.push(`begun ${items.length}`);
        return items;
      },
      { mostTogether: 5, givenPerTurn: 2 },
    );
    let turn = 0;
    const turns = (): void => {
      turn += 1;
      if (turn < 20) setImmediate(turns);
    };
    setImmediate(turns);
    const given = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (item) => {
        const result = await batcher.add(item);
        happened.push(`given ${result}`);
        return turn;
      }),
    );
    expect(happened.indexOf('begun 1')).toBeLessThan(happened.indexOf('given 3'));
    expect(happened.filter((what) => what.startsWith('given')).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((i) => `given ${i}`),
    );
    const [first = 0, second, third = 0, fourth, fifth = 0] = given;
    expect(second).toBe(first);
    expect(third).toBeGreaterThan(first);
    expect(fourth).toBe(third);
    expect(fifth).toBeGreaterThan(third);
  });
});

describe('a batcher that gathers', () => {
  const together = 8;
  /** Eight who ask again as soon as they are answered, two of them a turn of the event loop. */
  async function sizesOf(gatheringShare: number, rounds: number): Promise<number[]> {
    const sizes: number[] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        sizes.push(items.length);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return items;
      },
      { mostTogether: 16, givenPerTurn: 2, gatheringShare },
    );
    const ask = async (who: number) => {
      for (let round = 0; round < rounds; ++round) await batcher.add(who);
    };
    await Promise.all(Array.from({ length: together }, (_, who) => ask(who)));
    return sizes;
  }

  test('waits for those that the last batch answered', async () => {
    expect(await sizesOf(50, 4)).toEqual([together, together, together, together]);
    const apart = await sizesOf(0, 4);
    expect(apart.length).toBeGreaterThan(4);
    expect(apart.reduce((sum, size) => sum + size, 0)).toBe(4 * together);
  });

  test('goes on with those that came, and does not wait for what comes alone', async () => {
    const begun: { readonly size: number; readonly turn: number }[] = [];
    let turn = 0;
    const turns = (): void => {
      turn += 1;
      if (begun.length < 4) setImmediate(turns);
    };
    setImmediate(turns);
    const batcher = new Batcher<number, number>(
      async (items) => {
        begun.push({ size: items.length, turn });
        await new Promise((resolve) => setTimeout(resolve, 20));
        return items;
      },
      { gatheringShare: 0.5 },
    );
    await Promise.all([1, 2, 3].map((item) => batcher.add(item)));
    const before = turn;
    await batcher.add(4);
    const alone = turn;
    await batcher.add(5);
    // Long after.
    await new Promise((resolve) => setTimeout(resolve, 60));
    const later = turn;
    await batcher.add(6);
    expect(begun.map(({ size }) => size)).toEqual([3, 1, 1, 1]);
    expect(begun[1]?.turn).toBeGreaterThan(before);
    expect(begun[2]?.turn).toBe(alone);
    expect(begun[3]?.turn).toBe(later);
  });
});

describe('an operation', () => {
  test('is stopped once, and tells who listens, also who comes late', () => {
    const operation = new Operation({});
    const heard: string[] = [];
    operation.onStop(({ code }) => heard.push(`early ${code}`));
    const forget = operation.onStop(({ code }) => heard.push(`forgotten ${code}`));
    forget();
    operation.check();
    expect(operation.stopView.flag[0]).toBe(0);
    operation.stop(new RidgelineError('CANCELLED', 'first'));
    operation.stop(new RidgelineError('INTERNAL', 'second'));
    operation.onStop(({ code }) => heard.push(`late ${code}`));
    expect(heard).toEqual(['early CANCELLED', 'late CANCELLED']);
    expect(operation.stopView.flag[0]).toBe(1);
    expect(() => operation.check()).toThrow('first');
  });

  test('waits no longer than its deadline, and not after its end', async () => {
    const operation = new Operation({ timeoutMs: 20 });
    await expectCode('DEADLINE_EXCEEDED', () => operation.orStopped(new Promise(() => undefined)));
    const over = new Operation({ timeoutMs: 20 });
    over.end();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(over.error).toBeUndefined();
  });

  test('takes its hands off a signal that outlives it', async () => {
    const controller = new AbortController();
    const operations = new Operations();
    let seen: Operation | undefined;
    await operations.run({ signal: controller.signal }, async (operation) => {
      seen = operation;
    });
    controller.abort();
    expect(seen?.error).toBeUndefined();
  });
});
