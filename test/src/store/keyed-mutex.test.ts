import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { KeyedMutex } from '../../../src/store/keyed-mutex.js';

test('tasks of one key run one after the other, also after a failure; others do not wait for them', async () => {
  const mutex = new KeyedMutex();
  const events: string[] = [];
  const task =
    (name: string, ms: number, fails = false) =>
    async () => {
      events.push(`${name} begins`);
      await wait(ms);
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const outcomes = await Promise.allSettled([
    mutex.run('a', task('a1', 30, true)),
    mutex.run('a', task('a2', 1)),
    mutex.run('b', task('b1', 1)),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(events.filter((event) => event.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
  expect(events.indexOf('b1 ends')).toBeLessThan(events.indexOf('a1 ends'));
});
