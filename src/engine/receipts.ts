import type { ErasureReceipt } from '../store/erasure-receipt.js';
import type { EngineParts } from './engine-parts.js';
import type { LoggedReceipt } from './types.js';

/**
 * Appends the receipt of an erasure to the audit log, where the engine has one. What is erased stays erased also where the log's disk
 * refuses: the store keeps the receipt until the next one, or the next start, brings it along.
 */
export async function logReceipt(parts: EngineParts, receipt: ErasureReceipt): Promise<LoggedReceipt> {
  const { audit } = parts;
  parts.onErasure?.();
  if (audit === undefined) return receipt;
  try {
    if (parts.unloggedReceipts.size > 0) await logPendingReceipts(parts);
    const logged = await audit.append({ kind: 'erasure', receipt });
    await parts.store.settleReceipt(receipt.number);
    return { ...receipt, logged };
  } catch {
    parts.unloggedReceipts.add(receipt.number);
    return receipt;
  }
}

/** Appends the receipts of erasures that earlier runs could not log. A crash may bring one twice, never none. */
export async function logPendingReceipts({ audit, store, unloggedReceipts }: EngineParts): Promise<void> {
  if (audit === undefined) return;
  for (const receipt of store.pendingReceipts()) {
    await audit.append({ kind: 'erasure', receipt });
    await store.settleReceipt(receipt.number);
    unloggedReceipts.delete(receipt.number);
  }
}
