import { existsSync } from 'node:fs';
import { AuditLog, type AuditLogOptions, auditFolderOf } from '../../engine/index.js';

/** Opening a log with both keys seals its own key with the new one. */
export async function rotateAuditKey(store: string, keys: AuditLogOptions): Promise<void> {
  const folder = auditFolderOf(store);
  if (!existsSync(folder)) return;
  const log = await AuditLog.open(folder, keys);
  await log.close();
}
