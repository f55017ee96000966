import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { always, linesOf, openLog, searchEntry } from './sample-log.js';

const child = fileURLToPath(new URL('appending-child.mjs', import.meta.url));

test('a full disk refuses what does not fit, keeps the chain whole, and takes more when there is room again', async () => {
  const folder = join(await temporaryFolder(), 'audit');
  // Files of at most 512 blocks of 1 KiB.
  const limited = ['-c', 'ulimit -f 512 && exec "$0" "$@"', process.execPath, child, folder];
  const report = JSON.parse(execFileSync('bash', limited, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  expect(report.codes).toEqual(['FILE_NOT_WRITABLE', 'FILE_NOT_WRITABLE', 'FILE_NOT_WRITABLE']);
  expect(report.acknowledged).toBeGreaterThan(300);
  expect(report.problems).toEqual([]);
  expect(report.after).toMatchObject({ intact: true });

  const log = await openLog(folder);
  await log.append(searchEntry(1));
  expect(await log.verify()).toMatchObject({ intact: true });
  const kinds = (await linesOf(log.export(...always))).map((line) => JSON.parse(line).entry.kind);
  expect(kinds).toEqual(['anchor', 'expiry', 'alert', 'operation']);
});
