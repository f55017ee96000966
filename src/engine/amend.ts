import { RidgelineError } from '../native/error.js';
import type { ErasureReceipt } from '../store/erasure-receipt.js';
import type { KeyedMutex } from '../store/keyed-mutex.js';
import { describeKey, keyText, type StoredPrint, type StoredSubject } from '../store/subject-record.js';
import type { EngineParts } from './engine-parts.js';
import { mergePrints } from './merge-prints.js';
import type { Operation } from './operation.js';
import { extractPerson } from './prints.js';
import { logReceipt } from './receipts.js';
import type { AmendOptions, AmendResult, PrintInput, SubjectKey } from './types.js';

/** Puts better prints in the place of stored ones, and changes the end of retention. What is replaced is erased for good. */
export async function amend(
  parts: EngineParts,
  writes: KeyedMutex,
  key: SubjectKey,
  inputs: readonly PrintInput[],
  options: AmendOptions,
  operation: Operation,
): Promise<AmendResult> {
  enrolled(parts, key);
  const { templates, failures } =
    inputs.length === 0 ? { templates: [], failures: [] } : await extractPerson(parts.pool, inputs, operation);
  const { system, owner, reference } = key;
  const subject = { system, owner, reference };
  return writes.run(keyText(key), async () => {
    operation.check();
    const old = enrolled(parts, key);
    const { prints, changes } = mergePrints(old.prints, templates, options.replace ?? 'better');
    const retainUntilMs = endOfRetention(old, options);
    const isSame = changes.every(({ change }) => change === 'kept') && retainUntilMs === old.retainUntilMs;
    if (isSame) return { subject, prints: changes, failures };
    const receipt = await exchange(parts, old, { prints, retainUntilMs });
    return { subject, prints: changes, failures, receipt: await logReceipt(parts, receipt) };
  });
}

function enrolled({ store }: EngineParts, key: SubjectKey): StoredSubject {
  const subject = store.get(store.find(key) ?? 0);
  if (subject !== undefined) return subject;
  throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not enrolled`);
}

function endOfRetention({ retainUntilMs }: StoredSubject, { retainUntil }: AmendOptions): number | undefined {
  return retainUntil === undefined ? retainUntilMs : retainUntil?.getTime();
}

/**
 * The changed subject gets a number of its own and is in the gallery before the old one goes. A search looks at one shard after the
 * other: one that began before the new number was there may have passed its shard, so the old number stays until such searches have
 * ended, and no search misses both. `successors` says to a search that found the old number whom it means.
 */
async function exchange(
  parts: EngineParts,
  old: StoredSubject,
  change: { readonly prints: readonly StoredPrint[]; readonly retainUntilMs: number | undefined },
): Promise<ErasureReceipt> {
  const { store, gallery, successors, searches } = parts;
  const number = store.reserveNumber();
  const changed = { number, key: old.key, form: await gallery.formOf(change.prints) };
  await gallery.append(changed);
  successors.set(old.number, number);
  const begunBefore = [...searches];
  try {
    const receipt = await store.replace(old.key, number, change.prints, { retainUntilMs: change.retainUntilMs });
    store.keepForm(changed);
    return receipt;
  } finally {
    // Whichever of the two the store does not have goes; a failed write leaves the old one.
    const gone = store.get(number) === undefined ? number : old.number;
    if (gone === number) successors.delete(old.number);
    else await Promise.allSettled(begunBefore);
    await gallery.erase(gone);
  }
}
