// Opens a store and its audit log on a disk that became read-only, and again when it can be written; says what happened as JSON on
// standard output. Argument: an empty folder, where this process may mount (unshare -Urm).
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AuditLog } from '../../../dist/audit/audit-log.js';
import { LmdbStore } from '../../../dist/store/lmdb-store.js';

const disk = process.argv[2];
const remount = (how) => execFileSync('mount', ['-o', `remount,${how}`, disk]);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk]);
const openings = { store: () => LmdbStore.open(join(disk, 'store')), audit: () => AuditLog.open(join(disk, 'audit')) };

const store = await openings.store();
const prints = [{ position: 1, impression: 0, quality: 50, template: new Uint8Array(3000) }];
await store.put({ system: 'ECRIS-TCN', owner: 'BE', reference: '1' }, prints);
await store.close();
const log = await openings.audit();
await log.append({ kind: 'alert', event: 'sample' });
await log.close();

remount('ro');
const codes = {};
for (const [name, open] of Object.entries(openings)) {
  try {
    await open();
  } catch (error) {
    codes[name] = error.code;
  }
}
remount('rw');
const again = await openings.store();
const count = again.count();
await again.put({ system: 'ECRIS-TCN', owner: 'BE', reference: '2' }, prints);
const countAfter = again.count();
await again.close();
const logAgain = await openings.audit();
const { intact, entries } = await logAgain.verify();
await logAgain.close();
process.stdout.write(JSON.stringify({ codes, count, countAfter, intact, entries }));
