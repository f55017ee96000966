import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { keyOf, openStore } from './sample-subjects.js';

const child = fileURLToPath(new URL('filling-child.mjs', import.meta.url));

test('a full disk refuses what does not fit, keeps the rest, and takes more when there is room again', async () => {
  const folder = join(await temporaryFolder(), 'store');
  // Files of at most 4096 blocks of 1 KiB.
  const limited = ['-c', 'ulimit -f 4096 && exec "$0" "$@"', process.execPath, child, folder];
  const report = JSON.parse(execFileSync('bash', limited, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const { codes, stored, countWhenFull, count } = report;
  expect(codes).toEqual(['FILE_NOT_WRITABLE', 'FILE_NOT_WRITABLE', 'FILE_NOT_WRITABLE']);
  expect(stored).toBeGreaterThan(20);
  expect(countWhenFull).toBe(stored);
  expect(count).toBe(stored - 5 + 1);

  const store = await openStore(folder);
  expect(store.readAfter(0, 1000)).toHaveLength(count);
  expect(store.find(keyOf('after'))).toBeDefined();
  expect(store.find(keyOf(0))).toBeUndefined();
});
