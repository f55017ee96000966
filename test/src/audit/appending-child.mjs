// Appends to a log until its disk is full, and goes on when there is room again; writes what happened as JSON on standard output.
// Argument: the log's folder. The parent limits the size of files, which to the log is a full disk.
import { AuditLog } from '../../../dist/audit/audit-log.js';

// Without a listener the system ends a process that meets the limit.
process.on('SIGXFSZ', () => undefined);
const detail = 'x'.repeat(1000);

const log = await AuditLog.open(process.argv[2]);
const codes = [];
let acknowledged = 0;
for (let i = 0; codes.length < 3 && i < 10_000; ++i) {
  try {
    await log.append({ kind: 'alert', event: `event ${i}`, detail });
    ++acknowledged;
  } catch (error) {
    codes.push(error.code);
  }
}
const { problems } = await log.verify();
// Old entries go, and there is room in a new file.
await log.expire(new Date());
await log.append({ kind: 'alert', event: 'after' });
const after = await log.verify();
await log.close();
process.stdout.write(JSON.stringify({ codes, acknowledged, problems, after }));
