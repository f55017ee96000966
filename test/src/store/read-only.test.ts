import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { storeFiles } from '../../../src/store/store-folder.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { keyOf, openStore, printsOf } from './sample-subjects.js';

const child = fileURLToPath(new URL('read-only-child.mjs', import.meta.url));
/** Mounting, in a namespace of its own, is not for everybody everywhere. */
const mayMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

if (mayMount) {
  test('a read-only disk is refused with a clear error, and all is there when it can be written again', async () => {
    const disk = await temporaryFolder();
    const started = ['-Urm', process.execPath, child, disk];
    const report = JSON.parse(
      execFileSync('unshare', started, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    expect(report.codes).toEqual({ store: 'FILE_NOT_WRITABLE', audit: 'FILE_NOT_WRITABLE' });
    expect(report).toMatchObject({ count: 1, countAfter: 2, intact: true, entries: 2 });
  });
}

test('a store whose lock cannot be written is refused and left as it is', async () => {
  const folder = join(await temporaryFolder(), 'store');
  const store = await openStore(folder);
  await store.put(keyOf(1), printsOf(1));
  await store.close();
  const { lock } = storeFiles(folder);
  await rename(lock, `${lock}.aside`);
  await mkdir(lock);
  const before = await readdir(folder);
  await expect(openStore(folder)).rejects.toMatchObject({ code: 'FILE_NOT_WRITABLE' });
  expect(await readdir(folder)).toEqual(before);
});
