import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AuditReader, auditFolderOf } from '../../../src/engine/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { personOf } from './prints.js';
import { clientOf, runService, tokenOf } from './running.js';
import { templateTracesOf } from './traces.js';

const storeKey = new Uint8Array(32).fill(9);
const path = '/v1/subjects/ECRIS-TCN/BE/erased-one';

/** Every file below a folder that has one of the traces, with its name. */
async function findIn(folder: string, traces: ReadonlyMap<string, Buffer>): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const [what, trace] of traces) if (bytes.includes(trace)) found.push(`${what} in ${entry.name}`);
  }
  return found;
}

test('no file of store, log, statistics or backup has anything of an erased record that could be read', async () => {
  const folder = await temporaryFolder();
  const backup = join(folder, 'backup');
  const options = {
    dataPath: join(folder, 'data'),
    storePath: join(folder, 'store'),
    storeKey,
    backupPaths: [backup],
  };
  const running = await runService([clientOf()], options);
  const token = await tokenOf('be');
  const traces = templateTracesOf(1, [0, 2, 3]).set('the reference', Buffer.from('erased-one'));
  const ask = async (method: string, place: string, body?: unknown) => {
    expect((await running.request(method, place, { token, body })).status).toBeLessThan(300);
  };
  await ask('PUT', path, personOf(1));
  await (await running.service.ready()).backUp(backup);
  await ask('PATCH', path, personOf(1, 2));
  await ask('POST', '/v1/search', personOf(1, 3));
  await ask('POST', `${path}/verify`, personOf(1, 3));
  await ask('DELETE', path);
  expect(await findIn(folder, traces)).toEqual([]);
  await running.service.stop();
  expect(await findIn(folder, traces)).toEqual([]);
  // Sealed copies may be in old pages and snapshots. The salts that could open them are gone, from the backup as well.
  const salts = await readFile(join(folder, 'store', 'erasure.salts'));
  const isZero = (number: number): boolean => salts.subarray(16 * number, 16 * number + 16).every((byte) => byte === 0);
  const receipts = (await entriesOf(options)).flatMap(({ receipt }) => receipt ?? []);
  expect(receipts.map(({ reason }) => reason)).toEqual(['request']);
  expect(receipts.map(({ number }) => isZero(number))).toEqual([true]);
  expect(salts.equals(await readFile(join(backup, 'salts', 'erasure.salts')))).toBe(true);
});

interface Entry {
  readonly receipt?: { readonly number: number; readonly reason: string };
}

async function entriesOf({ storePath }: { readonly storePath: string }): Promise<Entry[]> {
  const log = await AuditReader.open(auditFolderOf(storePath), { storeKey });
  const entries: Entry[] = [];
  for await (const line of log.export(new Date(0), new Date(Date.now() + 1000))) entries.push(JSON.parse(line).entry);
  return entries;
}
