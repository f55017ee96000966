import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { storeKey } from '../store/sample-subjects.js';
import { always, closeLog, linesOf, openLog, searchEntry, segmentPaths } from './sample-log.js';

const hour = (day: number, hours = 0) => new Date(Date.UTC(2026, 2, day, hours));

/** A log of three days with four entries a day at 6, 12, 18 and 23 hours, beside an anchor a day. */
async function makeDays(folder: string, key?: Uint8Array) {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const log = await openLog(folder, { storeKey: key });
  for (const day of [1, 2, 3]) {
    for (const hours of [6, 12, 18, 23]) {
      vi.setSystemTime(hour(day, hours));
      await log.append(searchEntry(`${day}-${hours}`));
    }
  }
  vi.setSystemTime(hour(4));
  return log;
}

const referencesOf = async (lines: AsyncIterable<string>) =>
  (await linesOf(lines)).flatMap((line) => JSON.parse(line).entry.fileReference ?? []);

test.each([
  ['with a key', storeKey],
  ['without a key', undefined],
])('old entries go, also from the middle of a file, and the chain stays checkable: a log %s', async (_name, key) => {
  const folder = await temporaryFolder();
  const log = await makeDays(folder, key);
  expect(await log.expire(hour(1))).toBe(0);
  // The anchor and four entries of the first day, the anchor and two entries of the second.
  expect(await log.expire(hour(2, 15))).toBe(8);
  expect(await referencesOf(log.export(...always))).toEqual(
    ['2-18', '2-23', '3-6', '3-12', '3-18', '3-23'].map((name) => `file ${name}`),
  );
  expect(await log.verify()).toMatchObject({ intact: true, first: 9 });
  expect(await log.expire(hour(3))).toBe(2);
  expect(await log.verify()).toMatchObject({ intact: true, first: 11 });
  await log.append(searchEntry('after'));
  await closeLog(log);

  const again = await openLog(folder, { storeKey: key });
  expect(await again.verify()).toMatchObject({ intact: true, first: 11 });
  expect(await again.expire(hour(4))).toBe(5);
  expect(await referencesOf(again.export(...always))).toEqual(['file after']);
  expect(await again.verify()).toMatchObject({ intact: true });
  await expectCode('INVALID_ARGUMENT', () => again.expire(hour(5)));
});

test('entries removed without saying so are missed after an expiry, too', async () => {
  const folder = await temporaryFolder();
  const log = await makeDays(folder);
  await log.expire(hour(2));
  await closeLog(log);
  const [first = ''] = await segmentPaths(folder);
  await rm(first);
  const again = await openLog(folder);
  expect((await again.verify()).problems).toMatchObject([{ kind: 'unproven-start', sequence: 11 }]);
});

test('a removal that a crash interrupted is ended by the next opening', async () => {
  const folder = await temporaryFolder();
  const log = await makeDays(folder);
  const before = join(await temporaryFolder(), 'before');
  await cp(folder, before, { recursive: true });
  await log.expire(hour(2, 15));
  await closeLog(log);
  // As after a crash in the middle: the expiry is in the log, its note is there, and the first file is not removed yet.
  const [first = ''] = await segmentPaths(before);
  await cp(first, join(folder, first.slice(before.length + 1)));
  await writeFile(join(folder, 'audit.expiring'), '9');

  const again = await openLog(folder);
  expect(await again.verify()).toMatchObject({ intact: true, first: 9 });
});

test('appends go on while old entries are removed', async () => {
  const folder = await temporaryFolder();
  const log = await makeDays(folder);
  const appended = Promise.all(Array.from({ length: 200 }, (_, i) => log.append(searchEntry(`new-${i}`))));
  const [first, second] = await Promise.all([log.expire(hour(2)), log.expire(hour(3))]);
  await appended;
  expect([first, second]).toEqual([5, 5]);
  expect(await referencesOf(log.export(hour(4), hour(5)))).toHaveLength(200);
  expect((await log.verify()).problems).toEqual([]);
});
