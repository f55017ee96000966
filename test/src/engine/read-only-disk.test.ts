import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { auditFolderOf } from '../../../src/engine/index.js';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { always, linesOf } from '../audit/sample-log.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { templateOf } from './people.js';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

test('a disk that turns read-only refuses every change, loses nothing, and takes changes again', async () => {
  const folder = await temporaryFolder();
  const place = (name: string) => join(folder, name);
  const storePath = place('store');
  execFileSync('cc', ['-shared', '-fPIC', '-o', place('read-only.so'), path('read-only-disk.c'), '-ldl']);
  const templates = [0, 1, 2, 3, 4].map((person) => Buffer.from(templateOf(person, 0, 1)).toString('hex'));
  await writeFile(place('templates.json'), JSON.stringify(templates));
  const child = fork(path('read-only-child.mjs'), [storePath, place('templates.json')], {
    env: { ...process.env, LD_PRELOAD: place('read-only.so'), READ_ONLY_WHILE: place('flag') },
  });
  const ended = once(child, 'exit');
  const heard = async () => (await once(child, 'message'))[0] as unknown;
  expect(await heard()).toEqual({ found: ['0', '1', '2', null, null] });
  await writeFile(place('flag'), '');
  child.send('go on');
  expect(await heard()).toEqual({
    codes: Array.from({ length: 4 }, () => 'FILE_NOT_WRITABLE'),
    found: ['0', '1', '2', null, null],
  });
  await rm(place('flag'));
  child.send('go on');
  expect(await heard()).toEqual({
    codes: Array.from({ length: 4 }, () => 'done'),
    found: [null, null, '2', '1', 'after'],
  });
  expect(await ended).toEqual([0, null]);

  const store = await LmdbStore.open(storePath);
  expect(await store.check()).toMatchObject({ sound: true, problems: [], subjects: 3 });
  expect(store.readAfter(0, 10).map(({ key }) => key.reference)).toEqual(['2', 'after', '1']);
  await store.close();
  const log = await AuditLog.open(auditFolderOf(storePath));
  expect(await log.verify()).toMatchObject({ intact: true });
  const text = (await linesOf(log.export(...always))).join('\n');
  expect([text.includes('"after"'), text.includes('"during"')]).toEqual([true, false]);
  await log.close();
});
