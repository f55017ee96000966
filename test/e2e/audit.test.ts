import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog, auditFolderOf } from 'ridgeline';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline, ridgelineJson } from './ridgeline.js';

test('audit verifies, exports and expires a log, and finds a change', async () => {
  const folder = temporaryFolder();
  const logFolder = auditFolderOf(join(folder, 'store'));
  const log = await AuditLog.open(logFolder);
  for (let i = 0; i < 3; ++i) await log.append({ kind: 'alert', event: `event ${i}` });
  const { sequence, hash } = log.head;
  await log.close();
  const head = `${sequence}:${hash}`;

  const verified = await ridgelineJson(folder, 'audit', 'verify', '--store', 'store', '--head', head);
  expect(verified.document).toMatchObject({ intact: true, entries: 4, head: { sequence, hash }, failures: [] });
  expect(verified.code).toBe(0);

  const exported = await ridgeline(folder, ['audit', 'export', '--store', 'store', '--out', 'log.jsonl']);
  expect(exported.code).toBe(0);
  const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).sequence)).toEqual([1, 2, 3, 4]);

  const segment = join(logFolder, 'audit-0000000000000001.log');
  const original = readFileSync(segment, 'utf8');
  writeFileSync(segment, original.replace('event 1', 'event 7'));
  const changed = await ridgeline(folder, ['audit', 'verify', '--store', 'store']);
  expect(changed.stderr).toContain('error AUDIT_CORRUPT: audit-0000000000000001.log, line 3: entry 3 was changed');
  expect(changed.code).toBe(1);
  writeFileSync(segment, original);

  const expired = await ridgelineJson(
    folder,
    'audit',
    'expire',
    '--store',
    'store',
    '--before',
    new Date().toISOString(),
  );
  expect(expired.document).toMatchObject({ removed: 4 });
  expect((await ridgelineJson(folder, 'audit', 'verify', '--store', 'store')).document).toMatchObject({
    intact: true,
    first: 5,
  });
  const nowhere = await ridgelineJson(folder, 'audit', 'expire', '--store', 'nowhere', '--before', '2026-01-01');
  expect(nowhere.document).toMatchObject({ failures: [{ code: 'FILE_NOT_READABLE' }] });
});
