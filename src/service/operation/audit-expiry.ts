import type { Logger } from 'pino';
import type { AuditLog } from '../../engine/index.js';
import { Chore } from './chore.js';

/** Between two looks for old entries, ms: how long they are kept is counted in days. */
const intervalMs = 3_600_000;

/** Removes entries of the audit log that are older than they are to be kept; the rest of the chain stays checkable. */
export function auditExpiry(audit: AuditLog, keepMs: number, log: Logger): Chore {
  return new Chore(async () => {
    try {
      const removed = await audit.expire(new Date(Date.now() - keepMs));
      if (removed > 0) log.info({ removed }, 'entries of the audit log expired');
    } catch (err) {
      log.error({ err }, 'old entries of the audit log could not be removed');
    }
  }, intervalMs);
}
