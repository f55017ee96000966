import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RidgelineError } from '../../../src/native/error.js';
import { always, linesOf, openLog } from '../audit/sample-log.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { captureOf, keyOf, openEngine, storeKey } from './people.js';

const day = (date: number) => new Date(Date.UTC(2026, 0, date));

test('subjects are erased when their retention ends, with receipts in the audit log that can be checked', async () => {
  const [storePath, logFolder] = [await temporaryFolder(), await temporaryFolder()];
  const audit = await openLog(logFolder, { storeKey });
  const engine = await openEngine({ storePath, storeKey, audit });
  for (let i = 1; i <= 5; ++i) await engine.enrol(keyOf(i), captureOf(i), { retainUntil: day(i) });
  await engine.enrol(keyOf(6), captureOf(6));
  await engine.amend(keyOf(2), [], { retainUntil: day(9) });
  await engine.amend(keyOf(3), [], { retainUntil: null });
  expect(engine.overdue(day(6))).toEqual([1, 4, 5].map((i) => ({ subject: keyOf(i), retainUntil: day(i) })));

  const saltsBefore = await readFile(join(storePath, 'erasure.salts'));
  const receipts = await engine.eraseExpired(day(5));
  expect(receipts.map(({ subject, reason }) => [subject.reference, reason])).toEqual([
    ['1', 'retention'],
    ['4', 'retention'],
  ]);
  expect(engine.overdue(day(6)).map(({ subject }) => subject.reference)).toEqual(['5']);
  expect(await engine.identify({ prints: captureOf(1, 1) })).toMatchObject({ decision: 'no-hit', subjectsSearched: 4 });

  const lines = (await linesOf(audit.export(...always))).map((line) => JSON.parse(line));
  const logged = lines.flatMap(({ entry }) => (entry.kind === 'erasure' ? [entry.receipt] : []));
  expect(logged.map(({ reason }) => reason)).toEqual(['replaced', 'replaced', 'retention', 'retention']);
  const salts = await readFile(join(storePath, 'erasure.salts'));
  for (const receipt of receipts) {
    expect(receipt.logged?.hash).toBe(lines.find(({ sequence }) => sequence === receipt.logged?.sequence)?.hash);
    expect(engine.isErased(receipt)).toBe(true);
    const [from, to] = [16 * receipt.number, 16 * receipt.number + 16];
    expect(createHash('sha256').update(saltsBefore.subarray(from, to)).digest('hex')).toBe(receipt.saltHash);
    expect(salts.subarray(from, to).every((byte) => byte === 0)).toBe(true);
  }
  expect((await audit.verify()).problems).toEqual([]);
});

test('a receipt that the audit log could not take is logged at the next start', async () => {
  const [storePath, logFolder] = [await temporaryFolder(), await temporaryFolder()];
  const audit = await openLog(logFolder);
  const engine = await openEngine({ storePath, audit });
  await engine.enrol(keyOf(1), captureOf(1));
  const { append } = audit;
  audit.append = () => Promise.reject(new RidgelineError('FILE_NOT_WRITABLE', 'the disk refuses'));
  const receipt = await engine.erase(keyOf(1));
  expect(receipt.logged).toBeUndefined();
  expect(engine.isErased(receipt)).toBe(true);
  await engine.close();
  audit.append = append;

  await (await openEngine({ storePath, audit })).close();
  const lines = (await linesOf(audit.export(...always))).map((line) => JSON.parse(line));
  expect(lines.map(({ entry }) => entry.receipt)).toEqual([undefined, receipt]);
  await (await openEngine({ storePath, audit })).close();
  expect(await linesOf(audit.export(...always))).toHaveLength(2);
});

test('an engine takes a store to a new key while it serves', async () => {
  const storePath = await temporaryFolder();
  const newKey = new Uint8Array(32).fill(3);
  const engine = await openEngine({ storePath, storeKey });
  for (let i = 1; i <= 5; ++i) await engine.enrol(keyOf(i), captureOf(i));
  await engine.close();
  const rotating = await openEngine({ storePath, storeKey: newKey, previousKey: storeKey });
  expect(await rotating.identify({ prints: captureOf(3, 1) })).toMatchObject({ decision: 'hit', subjectsSearched: 5 });
  await expect.poll(() => rotating.info().rotatingKey, { timeout: 60_000 }).toBe(false);
  await rotating.close();
  expect((await openEngine({ storePath, storeKey: newKey })).info()).toMatchObject({ subjects: 5 });
});

test('an end of retention that is no date is refused', async () => {
  const engine = await openEngine();
  const wrong = { retainUntil: '2026-01-01' } as never;
  await expectCode('INVALID_ARGUMENT', () => engine.enrol(keyOf(1), captureOf(1), wrong));
  await expectCode('INVALID_ARGUMENT', () => engine.enrol(keyOf(1), captureOf(1), { retainUntil: new Date('never') }));
});
