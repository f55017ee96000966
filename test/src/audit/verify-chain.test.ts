import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { AuditReader } from '../../../src/audit/audit-reader.js';
import type { AuditPosition } from '../../../src/audit/audit-record.js';
import { encodeRecord, makeRecord } from '../../../src/audit/audit-record.js';
import { expectCode } from '../helpers/expect-code.js';
import { SeededRandom } from '../helpers/seeded-random.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { storeKey } from '../store/sample-subjects.js';
import { changeLines, closeLog, openLog, searchEntry, segmentPaths } from './sample-log.js';

async function makeLog(folder: string, key?: Uint8Array): Promise<AuditPosition> {
  const log = await openLog(folder, { storeKey: key });
  for (let i = 0; i < 8; ++i) await log.append(searchEntry(i));
  const { head } = log;
  await closeLog(log);
  return head;
}

describe.each([
  ['with a key', storeKey],
  ['without a key', undefined],
])('of a log %s', (_name, key) => {
  let folder = '';
  beforeEach(async () => {
    folder = await temporaryFolder();
    await makeLog(folder, key);
  });
  const problems = async () => (await (await AuditReader.open(folder, { storeKey: key })).verify()).problems;

  test('an entry that was removed is missed, with its place', async () => {
    await changeLines(folder, (lines) => lines.splice(4, 1));
    const [first] = await problems();
    expect(first).toMatchObject({ kind: 'missing', sequence: 6, line: 5, message: 'entries 5 to 5 are missing' });
  });

  test('entries that changed places are seen, with their places', async () => {
    await changeLines(folder, (lines) => lines.splice(4, 2, lines[5] ?? '', lines[4] ?? ''));
    expect(await problems()).toMatchObject([
      { kind: 'missing', sequence: 6, line: 5 },
      { kind: 'misplaced', sequence: 5, line: 6 },
    ]);
  });

  test('an entry that stands there twice is seen', async () => {
    await changeLines(folder, (lines) => lines.splice(4, 0, lines[2] ?? ''));
    expect(await problems()).toMatchObject([{ kind: 'misplaced', sequence: 3, line: 5 }]);
  });

  test('entries that were cut off at the end are missed, and the log is not gone on with', async () => {
    await changeLines(folder, (lines) => lines.splice(6, 2));
    expect(await problems()).toMatchObject([{ kind: 'missing' }]);
    await changeLines(folder, (lines) => lines.splice(6, 2));
    expect(await problems()).toMatchObject([{ kind: 'cut-off' }]);
    await expectCode('AUDIT_CORRUPT', () => AuditLog.open(folder, { storeKey: key }));
  });

  test('entries that were cut off at the beginning are missed', async () => {
    await changeLines(folder, (lines) => lines.splice(0, 3));
    expect(await problems()).toMatchObject([{ kind: 'unproven-start', sequence: 4 }]);
  });

  test('any changed bit of any line is seen', async () => {
    const [path = ''] = await segmentPaths(folder);
    const original = await readFile(path);
    const random = new SeededRandom(11);
    for (let round = 0; round < 60; ++round) {
      const at = random.below(original.length);
      const changed = Buffer.from(original);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
      await writeFile(path, changed);
      expect(await problems(), `byte ${at} of ${original.length}`).not.toEqual([]);
    }
    await writeFile(path, original);
    expect(await problems()).toEqual([]);
  });

  test('a missing or empty head is an error', async () => {
    await truncate(join(folder, 'audit.head'), 0);
    await expectCode('AUDIT_CORRUPT', problems);
    await expectCode('AUDIT_CORRUPT', () => AuditLog.open(folder, { storeKey: key }));
  });
});

test('an entry that was changed with a new hash no longer fits the next one', async () => {
  const folder = await temporaryFolder();
  await makeLog(folder);
  await changeLines(folder, (lines) => {
    const { sequence, previous, at, entry } = JSON.parse(lines[4] ?? '');
    const forged = { ...entry, outcome: 'no-hit', hits: 0, candidates: [] };
    lines[4] = encodeRecord(makeRecord({ sequence: sequence - 1, hash: previous }, at, forged));
  });
  const { problems } = await (await AuditReader.open(folder)).verify();
  expect(problems).toMatchObject([{ kind: 'changed', sequence: 6, line: 6 }]);
});

test('a log that was made anew as a whole is found by a place of the chain that was kept elsewhere', async () => {
  const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
  const kept = await makeLog(folder);
  const log = await openLog(other);
  for (let i = 0; i < 20; ++i) await log.append(searchEntry('another'));
  expect((await log.verify()).intact).toBe(true);
  expect((await log.verify([kept])).problems).toMatchObject([{ kind: 'other-history', sequence: 9 }]);
  const later = { sequence: 50, hash: kept.hash };
  expect((await log.verify([later])).problems).toMatchObject([{ kind: 'cut-off' }]);
});
