import { createHash } from 'node:crypto';
import { appendFile, cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { AuditReader } from '../../../src/audit/audit-reader.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { storeKey } from '../store/sample-subjects.js';
import { always, closeLog, linesOf, openLog, searchEntry, segmentPaths } from './sample-log.js';

const otherKey = new Uint8Array(32).fill(9);

describe.each([
  ['with a key', storeKey],
  ['without a key', undefined],
])('a log %s', (_name, key) => {
  test('keeps what was appended, chained, over reopening', async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { storeKey: key });
    const positions = await Promise.all([1, 2, 3].map((i) => log.append(searchEntry(i))));
    expect(positions.map(({ sequence }) => sequence)).toEqual([2, 3, 4]);
    await closeLog(log);
    await expectCode('ENGINE_CLOSED', () => log.append(searchEntry(4)));

    const again = await openLog(folder, { storeKey: key });
    expect(again.head).toEqual(positions[2]);
    await again.append({ kind: 'alert', event: 'certificate refused', address: '192.0.2.7' });
    const lines = await linesOf(again.export(...always));
    const records = lines.map((line) => JSON.parse(line));
    expect(records.map(({ entry }) => entry.kind)).toEqual(['anchor', 'operation', 'operation', 'operation', 'alert']);
    expect(records[1].entry).toEqual(searchEntry(1));
    expect(await again.verify(positions)).toEqual({
      intact: true,
      entries: 5,
      first: 1,
      head: again.head,
      problems: [],
    });
  });

  test('is exported with a proof that any tool can check', async () => {
    const log = await openLog(await temporaryFolder(), { storeKey: key });
    for (let i = 0; i < 3; ++i) await log.append(searchEntry(`é${i}`));
    let previous = '0'.repeat(64);
    for (const line of await linesOf(log.export(...always))) {
      const hashed = line.replace(/,"hash":"([0-9a-f]{64})"(?=,"previous":"[0-9a-f]{64}","sequence":\d+}$)/, '');
      const record = JSON.parse(line);
      expect(createHash('sha256').update(hashed).digest('hex')).toBe(record.hash);
      expect(record.previous).toBe(previous);
      previous = record.hash;
    }
    expect(previous).toBe(log.head.hash);
  });

  test('can be verified and exported by another reader while it is written', async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { storeKey: key });
    const writing = Promise.all(Array.from({ length: 300 }, (_, i) => log.append(searchEntry(i))));
    const reader = await AuditReader.open(folder, { storeKey: key });
    for (let i = 0; i < 5; ++i) expect((await reader.verify()).problems).toEqual([]);
    await writing;
    expect(await reader.verify()).toMatchObject({ intact: true, entries: 301, head: log.head });
  });

  test('writes into zeros that lie ahead, which a crash may leave and closing takes away', async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { storeKey: key });
    await log.append(searchEntry(1));
    const [path = ''] = await segmentPaths(folder);
    const { size } = await stat(path);
    await log.append(searchEntry(2));
    expect((await stat(path)).size).toBe(size);
    const crashed = join(await temporaryFolder(), 'audit');
    await cp(folder, crashed, { recursive: true });
    const again = await openLog(crashed, { storeKey: key });
    expect(again.head).toEqual(log.head);
    await again.append(searchEntry(3));
    expect(await again.verify()).toMatchObject({ intact: true, problems: [], entries: 4 });
    await closeLog(log);
    const bytes = await readFile(path);
    expect(bytes.includes(0)).toBe(false);
    expect(bytes.length).toBeLessThan(size);
  });

  test('goes on after a write that was interrupted, and says so', async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { storeKey: key });
    const { sequence } = await log.append(searchEntry(1));
    await closeLog(log);
    const [path = ''] = await segmentPaths(folder);
    const { size } = await stat(path);
    await appendFile(path, Buffer.concat([Buffer.from('{"at":"2026-11'), Buffer.alloc(50), Buffer.from('x\n')]));

    const again = await openLog(folder, { storeKey: key });
    expect(again.head.sequence).toBe(sequence + 1);
    const records = (await linesOf(again.export(...always))).map((line) => JSON.parse(line));
    expect(records.at(-1).entry).toEqual({ kind: 'repair', cutBytes: 14 + 50 + 2 });
    expect((await stat(path)).size).toBeGreaterThan(size);
    expect((await again.verify()).problems).toEqual([]);
  });
});

test('many appends of the same moment share a write and keep their order', async () => {
  const log = await openLog(await temporaryFolder());
  const startMs = performance.now();
  const positions = await Promise.all(Array.from({ length: 5000 }, (_, i) => log.append(searchEntry(i))));
  // With a write and an fsync each this would take a minute on an ordinary disk.
  expect(performance.now() - startMs).toBeLessThan(20_000);
  expect(positions.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 5000 }, (_, i) => i + 2));
  const lines = await linesOf(log.export(...always));
  expect(lines.slice(1).map((line) => JSON.parse(line).entry.fileReference)).toEqual(
    Array.from({ length: 5000 }, (_, i) => `file ${i}`),
  );
});

test('with a key nothing of an entry stands in the files', async () => {
  const folder = await temporaryFolder();
  const log = await openLog(folder, { storeKey });
  const { hash } = await log.append(searchEntry('REFERENCE-1234'));
  await closeLog(log);
  const [segment = ''] = await segmentPaths(folder);
  for (const path of [segment, join(folder, 'audit.head'), join(folder, 'audit.json')]) {
    const bytes = await readFile(path);
    for (const secret of ['REFERENCE-1234', 'official 17', 'ECRIS', hash]) expect(bytes.includes(secret)).toBe(false);
  }
});

test('keys are told apart, and the store key can take the place of a previous one', async () => {
  const [sealed, open] = [await temporaryFolder(), await temporaryFolder()];
  const log = await openLog(sealed, { storeKey });
  await log.append(searchEntry(1));
  await closeLog(log);
  await closeLog(await openLog(open));
  await expectCode('STORE_KEY_WRONG', () => AuditLog.open(sealed, { storeKey: otherKey }));
  await expectCode('STORE_KEY_REQUIRED', () => AuditLog.open(sealed));
  await expectCode('STORE_KEY_WRONG', () => AuditLog.open(open, { storeKey }));

  await closeLog(await openLog(sealed, { storeKey: otherKey, previousKey: storeKey }));
  await expectCode('STORE_KEY_WRONG', () => AuditLog.open(sealed, { storeKey }));
  const again = await openLog(sealed, { storeKey: otherKey });
  expect(await again.verify()).toMatchObject({ intact: true, entries: 2 });
});

test('a second writer, a foreign folder and a log without its identity are refused', async () => {
  const folder = await temporaryFolder();
  const log = await openLog(folder);
  await log.append(searchEntry(1));
  await expectCode('STORE_IN_USE', () => AuditLog.open(folder));
  await closeLog(log);
  await rm(join(folder, 'audit.json'));
  await expectCode('AUDIT_CORRUPT', () => AuditLog.open(folder));

  const foreign = await temporaryFolder();
  await writeFile(join(foreign, 'letter.txt'), 'no log');
  await expectCode('STORE_FOREIGN', () => AuditLog.open(foreign));
});

test.each([
  ['a member that the log does not keep', { template: 'AAAA' }],
  ['bytes', { dataHash: new Uint8Array(32) }],
  ['a text that may be data', { purpose: 'x'.repeat(1025) }],
  ['a time that is none', { requestedAt: 'yesterday' }],
  [
    'a candidate with more than its references',
    { candidates: [{ system: 'a', owner: 'b', reference: 'c', name: 'd' }] },
  ],
  ['another kind', { kind: 'repair' }],
  ['a missing member', { systems: undefined }],
])('an entry with %s is refused', async (_name, change) => {
  const log = await openLog(await temporaryFolder());
  await expectCode('INVALID_ARGUMENT', () => log.append({ ...searchEntry(1), ...change } as never));
  expect(log.head.sequence).toBe(0);
});

test('a new day begins a new file with an anchor, and a clock set back does not turn the order round', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-01T23:59:59Z') });
  try {
    const folder = await temporaryFolder();
    const anchors: number[] = [];
    const log = await openLog(folder, { onAnchor: ({ sequence }) => anchors.push(sequence) });
    await log.append(searchEntry(1));
    vi.setSystemTime(Date.parse('2026-03-02T00:00:01Z'));
    await log.append(searchEntry(2));
    vi.setSystemTime(Date.parse('2026-03-01T12:00:00Z'));
    await log.append(searchEntry(3));
    expect(await segmentPaths(folder)).toHaveLength(2);
    expect(anchors).toEqual([1, 3]);
    const lines = await linesOf(log.export(new Date('2026-03-02T00:00:00Z'), new Date('2026-03-03T00:00:00Z')));
    expect(lines.map((line) => JSON.parse(line).sequence)).toEqual([3, 4, 5]);
    expect((await log.verify()).problems).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
