import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { AuditLog, auditFolderOf, Engine, restoreStore } from '../../../src/engine/index.js';
import { BackupErasures } from '../../../src/service/operation/backup-erasures.js';
import { MemoryClearing } from '../../../src/service/operation/memory-clearing.js';
import { captureOf } from '../engine/people.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { personOf } from './prints.js';
import { clientOf, runService, tokenOf } from './running.js';

const system = 'ECRIS-TCN';
const keyOf = (reference: string) => ({ system, owner: 'BE', reference });
const pathOf = (reference: string) => `/v1/subjects/${system}/BE/${reference}`;
const silent = pino({ level: 'silent' });

test('entries of the audit log expire by themselves, and the rest of the chain is whole', async () => {
  const folder = await temporaryFolder();
  const options = { dataPath: join(folder, 'data'), storePath: join(folder, 'store') };
  const token = await tokenOf('be');
  const running = await runService([clientOf()], options);
  for (let person = 1; person <= 3; person += 1) {
    await running.request('PUT', pathOf(`old-${person}`), { token, body: personOf(person) });
  }
  const anchor = async () => {
    const log = await AuditLog.open(auditFolderOf(options.storePath));
    const { head } = log;
    await log.close();
    return head;
  };
  await running.service.stop();
  const before = await anchor();

  const keeping = await runService([clientOf()], options);
  await keeping.request('PUT', pathOf('new-1'), { token, body: personOf(4) });
  await keeping.service.stop();
  const again = await runService([clientOf()], { ...options, auditKeepMs: 1 });
  await again.request('PUT', pathOf('new-2'), { token, body: personOf(5) });
  await again.service.stop();

  const log = await AuditLog.open(auditFolderOf(options.storePath));
  const verification = await log.verify();
  expect(verification).toMatchObject({ intact: true, problems: [] });
  expect(verification.first).toBeGreaterThan(before.sequence);
  const lines: string[] = [];
  for await (const line of log.export(new Date(0), new Date(Date.now() + 1000))) lines.push(line);
  await log.close();
  expect(lines.join('\n')).not.toMatch(/old-\d|new-1/);
  expect(lines.join('\n')).toContain('new-2');
  expect(lines.join('\n')).toContain('"expiry"');
});

test('erasures reach the backups without anybody backing up', async () => {
  const folder = await temporaryFolder();
  const backup = join(folder, 'backup');
  const options = { dataPath: join(folder, 'data'), storePath: join(folder, 'store'), backupPaths: [backup] };
  const running = await runService([clientOf()], options);
  const token = await tokenOf('be');
  const engine = await running.service.ready();
  for (const [index, reference] of ['erased', 'amended', 'kept'].entries()) {
    await engine.enrol(keyOf(reference), captureOf(index + 1));
  }
  await engine.backUp(backup);
  expect(await running.request('DELETE', pathOf('erased'), { token })).toMatchObject({ status: 200 });
  await engine.amend(keyOf('amended'), captureOf(9), { replace: 'all' });
  await running.service.stop();

  const storePath = join(folder, 'restored');
  await restoreStore(backup, storePath);
  const restored = await Engine.open({ storePath, threads: 1, maxGalleryBytes: 2 ** 28 });
  // The amended record's old prints went with their salt; the new ones are not in the old snapshot.
  expect(['erased', 'amended', 'kept'].map((reference) => restored.has(keyOf(reference)))).toEqual([
    false,
    false,
    true,
  ]);
  await restored.close();
});

test('a backup that cannot be reached is told as behind, and gets its erasures when it can be', async () => {
  const folder = await temporaryFolder();
  const [away, empty] = [join(folder, 'away'), join(folder, 'empty')];
  await mkdir(empty);
  const reached: string[] = [];
  let refuses = true;
  const engine = {
    backUp: async (path: string, options?: object) => {
      if (refuses) throw new Error('the disk refuses');
      reached.push(`${path} ${JSON.stringify(options)}`);
      return undefined;
    },
  };
  const erasures = new BackupErasures([away, empty], silent, 5);
  erasures.begin(engine);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([erasures.behind, reached]).toEqual([2, []]);
  for (const path of [away, empty]) {
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'ridgeline.backup'), 'a mark');
  }
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([erasures.behind, reached]).toEqual([2, []]);
  refuses = false;
  await expect.poll(() => erasures.behind).toBe(0);
  expect(reached.toSorted()).toEqual([away, empty].map((path) => `${path} {"erasuresOnly":true}`));
  erasures.note();
  expect(erasures.behind).toBe(2);
  await erasures.stop();
  expect([erasures.behind, reached.length]).toEqual([0, 4]);
});

test('memory is cleared after erasures once nobody is served, or when it has waited long enough', async () => {
  const admission = { atWork: 0 };
  let cleared = 0;
  const clearMemory = async () => {
    cleared += 1;
  };
  const memory = new MemoryClearing(admission, { lookMs: 5, latestMs: 400 });
  memory.begin({ clearMemory });
  await wait(50);
  expect(cleared).toBe(0);
  memory.note();
  memory.note();
  await vi.waitFor(() => expect(cleared).toBe(1));
  admission.atWork = 1;
  const notedMs = Date.now();
  memory.note();
  await vi.waitFor(() => expect(cleared).toBe(2), 5000);
  expect(Date.now() - notedMs).toBeGreaterThanOrEqual(400);
  await memory.stop();
});
