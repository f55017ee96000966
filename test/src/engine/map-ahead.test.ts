import { expect, test } from 'vitest';
import { mapAhead } from '../../../src/engine/map-ahead.js';

const tick = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

test('gives results in the order of the items, whichever is ready first', async () => {
  const results: number[] = [];
  const slowFirst = async (item: number) => {
    await tick(item === 0 ? 20 : 1);
    return 10 * item;
  };
  for await (const result of mapAhead([0, 1, 2, 3, 4], 3, slowFirst)) results.push(result);
  expect(results).toEqual([0, 10, 20, 30, 40]);
});

test('takes no more items than the limit before results are taken', async () => {
  let taken = 0;
  function* endless(): Generator<number> {
    while (true) yield taken++;
  }
  const results = mapAhead(endless(), 4, async (item) => item);
  await results.next();
  await tick(5);
  expect(taken).toBe(4);
  await results.next();
  await tick(5);
  expect(taken).toBe(5);
  await results.return();
  expect(taken).toBe(5);
});

test('throws an error in its turn, and waits for those under way', async () => {
  let finished = 0;
  const work = async (item: number) => {
    if (item === 1) throw new Error('no second one');
    await tick(10);
    finished += 1;
    return item;
  };
  const results: number[] = [];
  const consume = async () => {
    for await (const result of mapAhead([0, 1, 2], 3, work)) results.push(result);
  };
  await expect(consume()).rejects.toThrow('no second one');
  expect(results).toEqual([0]);
  expect(finished).toBe(2);
});
