import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairQueue, type Priority } from '../../../src/engine/fair-queue.js';

const normal = (caller: string) => ({ priority: 'normal', caller }) as const;

function takeAll<Item>(queue: FairQueue<Item>): Item[] {
  const taken: Item[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) taken.push(next);
  return taken;
}

test('everything comes out once, and what is of one caller and priority in its order', () => {
  const turn = fc.record({
    priority: fc.constantFrom<Priority>('urgent', 'normal', 'batch'),
    caller: fc.constantFrom('a', 'b', 'c'),
  });
  const steps = fc.array(fc.option(fc.tuple(turn, fc.integer({ min: 1, max: 50 }))));
  fc.assert(
    fc.property(steps, (pushesAndShifts) => {
      const queue = new FairQueue<{ readonly flow: string; readonly number: number }>();
      const taken: { readonly flow: string; readonly number: number }[] = [];
      pushesAndShifts.forEach((step, number) => {
        const next = step === null ? queue.shift() : undefined;
        if (next !== undefined) taken.push(next);
        if (step !== null) queue.push({ flow: JSON.stringify(step[0]), number }, step[0], step[1]);
      });
      taken.push(...takeAll(queue));
      expect(taken).toHaveLength(pushesAndShifts.filter((step) => step !== null).length);
      const last = new Map<string, number>();
      for (const { flow, number } of taken) {
        expect(number).toBeGreaterThan(last.get(flow) ?? -1);
        last.set(flow, number);
      }
      expect(queue.size).toBe(0);
    }),
  );
});

test('who asks for one thing does not wait for who asked for a thousand', () => {
  const queue = new FairQueue<string>();
  for (let i = 0; i < 1000; i += 1) queue.push('many', normal('many'), 20);
  for (let i = 0; i < 10; i += 1) queue.shift();
  for (let i = 0; i < 3; i += 1) queue.push('few', normal('few'), 20);
  const next = Array.from({ length: 8 }, () => queue.shift());
  expect(next.filter((item) => item === 'few')).toHaveLength(3);
});

test('callers get the same time, not the same number of turns', () => {
  const queue = new FairQueue<string>();
  for (let i = 0; i < 200; i += 1) {
    queue.push('long', normal('long'), 20);
    queue.push('short', normal('short'), 5);
  }
  const first = Array.from({ length: 100 }, () => queue.shift());
  expect(first.filter((item) => item === 'short')).toHaveLength(80);
});

test('urgent work goes ahead of all that waits, and keeps out none of it for ever', () => {
  const queue = new FairQueue<string>();
  for (let i = 0; i < 50; i += 1) {
    queue.push('batch', { priority: 'batch', caller: 'night' }, 1);
    queue.push('normal', normal('day'), 1);
  }
  const urgent = { priority: 'urgent', caller: 'border' } as const;
  queue.push('urgent', urgent, 1);
  expect(queue.shift()).toBe('urgent');
  // From now on there is always something urgent.
  for (let i = 0; i < 10; i += 1) queue.push('urgent', urgent, 1);
  const taken = Array.from({ length: 210 }, () => {
    queue.push('urgent', urgent, 1);
    return queue.shift();
  });
  const times = (what: string): number => taken.filter((item) => item === what).length;
  expect(times('urgent')).toBeCloseTo(160, -1);
  expect(times('normal')).toBeCloseTo(40, -1);
  expect(times('batch')).toBeCloseTo(10, -1);
});

test('not even urgent work of ever new callers keeps out a batch', () => {
  const queue = new FairQueue<string>();
  queue.push('batch', { priority: 'batch', caller: 'night' }, 1);
  let turns = 0;
  for (let next: string | undefined; next !== 'batch'; turns += 1) {
    queue.push('urgent', { priority: 'urgent', caller: `border ${turns}` }, 1);
    next = queue.shift();
  }
  expect(turns).toBeLessThanOrEqual(17);
});
