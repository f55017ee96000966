import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AuditLog, auditFolderOf, Engine } from 'ridgeline';
import { expect, test } from 'vitest';
import { captureOf, keyOf } from '../src/engine/people.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgelineJson } from './ridgeline.js';

test('store backs up beside a running engine, restores without the erased, checks, and changes the key', async () => {
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
  const folder = temporaryFolder({ 'old.key': oldKey.toString('hex'), 'new.key': newKey.toString('base64') });
  const storePath = join(folder, 'store');
  const run = (...parameters: string[]) => ridgelineJson(folder, 'store', ...parameters);
  const audit = await AuditLog.open(auditFolderOf(storePath), { storeKey: oldKey });
  const engine = await Engine.open({ storePath, storeKey: oldKey, threads: 1, maxGalleryBytes: 2 ** 26, audit });
  for (let i = 0; i < 10; ++i) await engine.enrol(keyOf(i), captureOf(i));

  const [backup] = await Promise.all([
    run('backup', 'backup', '--store', 'store'),
    ...Array.from({ length: 40 }, (_, i) => engine.enrol(keyOf(`later ${i}`), captureOf(i))),
  ]);
  expect(backup.document).toMatchObject({ failures: [] });
  await engine.erase(keyOf(3));
  expect((await run('backup', 'backup', '--store', 'store', '--erasures-only')).code).toBe(0);
  expect((await run('check', '--store', 'store', '--key-file', 'old.key')).document).toMatchObject({
    failures: [{ code: 'STORE_IN_USE' }],
  });
  await engine.close();
  await audit.close();

  const restored = await run('restore', 'backup', '--store', 'restored');
  expect(restored.document).toMatchObject({ leftErased: 1, failures: [] });
  const checked = await run('check', '--store', 'restored', '--key-file', 'old.key');
  expect(checked.document).toMatchObject({ sound: true, subjects: restored.document['subjects'], erased: 1 });
  const verified = await ridgelineJson(folder, 'audit', 'verify', '--store', 'restored', '--key-file', 'old.key');
  expect(verified.document).toMatchObject({ intact: true, entries: 2 });

  const keys = ['--key-file', 'new.key', '--previous-key-file', 'old.key'];
  const rotated = await run('rotate-key', '--store', 'restored', ...keys);
  expect(rotated.document).toEqual({ subjects: restored.document['subjects'], failures: [] });
  const withOld = await run('check', '--store', 'restored', '--key-file', 'old.key');
  expect(withOld.document).toMatchObject({ failures: [{ code: 'STORE_KEY_WRONG' }] });
  const withNew = await run('check', '--store', 'restored', '--key-file', 'new.key');
  expect(withNew.document).toMatchObject({ sound: true, underPreviousKey: 0 });
  const log = await ridgelineJson(folder, 'audit', 'verify', '--store', 'restored', '--key-file', 'new.key');
  expect(log.document).toMatchObject({ intact: true });
  const nowhere = await run('backup', 'backup', '--store', 'nowhere');
  expect(nowhere.document).toMatchObject({ failures: [{ code: 'STORE_FOREIGN' }] });
});
