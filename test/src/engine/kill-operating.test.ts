import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { auditFolderOf } from '../../../src/engine/index.js';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { restoreBackup } from '../../../src/store/restore-backup.js';
import { always, linesOf } from '../audit/sample-log.js';
import { SeededRandom } from '../helpers/seeded-random.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { linesUntilKilled } from './lines-until-killed.js';
import { templateOf } from './people.js';

const child = fileURLToPath(new URL('operating-child.mjs', import.meta.url));
/** A handful here; more by hand: RIDGELINE_KILL_ROUNDS=100. */
const rounds = Number(process.env['RIDGELINE_KILL_ROUNDS'] ?? 5);

/** What the children were told by the end of a round. */
class Told {
  readonly enrolled = new Set<number>();
  readonly amended = new Set<number>();
  readonly erased = new Set<number>();
  readonly begun = new Set<number>();
  last = { sequence: 0, hash: '' };
  rotations = 0;
  backups = 0;

  add(line: string): void {
    const [verb, text, hash = ''] = line.split(' ');
    const reference = Number(text);
    if (verb === 'enrol') this.begun.add(reference);
    if (verb === 'enrolled') this.enrolled.add(reference);
    if (verb === 'amended') this.amended.add(reference);
    // An erasure that began may have been done without having been acknowledged.
    if (verb === 'erase') this.enrolled.delete(reference);
    if (verb === 'erased') this.erased.add(reference);
    if (verb === 'logged' && reference > this.last.sequence) this.last = { sequence: reference, hash };
    if (line === 'rotated') ++this.rotations;
    if (line === 'backed up') ++this.backups;
  }
}

const keyOfRound = (i: number) => new Uint8Array(32).fill(i % 251);

async function checkStore(store: LmdbStore, told: Told, templates: readonly Uint8Array[]): Promise<void> {
  expect((await store.check()).problems).toEqual([]);
  const stored = new Set<number>();
  for (const { key, prints } of store.readAfter(0, Number.MAX_SAFE_INTEGER)) {
    const reference = Number(key.reference);
    stored.add(reference);
    const template = new Uint8Array(prints[0]?.template ?? []);
    const [before, after] = [templates[reference % 10], templates[(reference + 1) % 10]];
    if (told.amended.has(reference)) expect(template).toEqual(after);
    else expect([before, after]).toContainEqual(template);
  }
  expect([...told.enrolled].filter((reference) => !stored.has(reference))).toEqual([]);
  expect([...told.erased].filter((reference) => stored.has(reference))).toEqual([]);
  expect([...stored].filter((reference) => !told.begun.has(reference))).toEqual([]);
}

/** The chain is whole, and whoever was erased a moment before the end has a receipt in the log or waiting for it. */
async function checkLog(log: AuditLog, store: LmdbStore, told: Told, erasedLately: readonly number[]): Promise<void> {
  expect((await log.verify([told.last])).problems).toEqual([]);
  const lines = (await linesOf(log.export(...always))).map((line) => JSON.parse(line).entry);
  const receipts = [...lines.flatMap(({ receipt = [] }) => receipt), ...store.pendingReceipts()];
  const receipted = new Set(receipts.map(({ subject }) => Number(subject.reference)));
  expect(erasedLately.filter((reference) => !receipted.has(reference))).toEqual([]);
}

test(`kill -9 while writing, logging, rotating and backing up, ${rounds} times: nothing acknowledged is lost`, async () => {
  const folder = await temporaryFolder();
  const storePath = join(folder, 'store');
  const templatesPath = join(folder, 'templates.json');
  const templates = Array.from({ length: 10 }, (_, i) => templateOf(i, 0, 1));
  await writeFile(templatesPath, JSON.stringify(templates.map((template) => Buffer.from(template).toString('hex'))));
  const random = new SeededRandom(20261124);
  const told = new Told();
  for (let round = 0; round < rounds; ++round) {
    const keys = { storeKey: keyOfRound(told.rotations + 1), previousKey: keyOfRound(told.rotations) };
    const hex = [keys.storeKey, keys.previousKey].map((key) => Buffer.from(key).toString('hex'));
    // Some are killed while they open the store, most while they write, however long they take to begin.
    const after = round % 3 === 2 ? 'log open' : 'enrolled';
    const command = [child, folder, ...hex, templatesPath, String(round * 100_000)];
    const lines = await linesUntilKilled(command, after, 50 + random.below(600));
    for (const line of lines) told.add(line);
    const log = await AuditLog.open(auditFolderOf(storePath), keys);
    const store = await LmdbStore.open(storePath, { ...keys, keepsReceipts: true });
    try {
      await checkStore(store, told, templates);
      // The child expires what is older than a second: only the last erasures must still be in the log.
      const lately = lines.slice(-60).flatMap((line) => (/^erased (\d+)$/.exec(line) ?? []).slice(1).map(Number));
      await checkLog(log, store, told, lately);
    } finally {
      await store.close();
      await log.close();
    }
  }
  expect(told.enrolled.size).toBeGreaterThan(rounds);
  expect(told.erased.size).toBeGreaterThan(0);
  expect(told.rotations).toBeGreaterThan(0);
  if (told.backups > 0) {
    const restored = join(folder, 'restored');
    expect((await restoreBackup(join(folder, 'backup'), restored)).subjects).toBeGreaterThan(0);
  }
});
