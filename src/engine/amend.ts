import { RidgelineError } from '../native/error.js';
import type { KeyedMutex } from '../store/keyed-mutex.js';
import { describeKey, keyText, type StoredPrint } from '../store/subject-record.js';
import { stagedKey } from './amend-staging.js';
import { betterPrints } from './better-prints.js';
import type { EngineParts } from './engine-parts.js';
import type { Operation } from './operation.js';
import { checkCounts, extractPerson } from './prints.js';
import type { AmendResult, PrintChange, PrintInput, SubjectKey } from './types.js';

/**
 * Gives a subject better prints and further fingers. The amended record is staged in the store before the old one goes, so that
 * a crash leaves one or the other.
 */
export async function amend(
  parts: EngineParts,
  writes: KeyedMutex,
  key: SubjectKey,
  inputs: readonly PrintInput[],
  operation: Operation,
): Promise<AmendResult> {
  findNumber(parts, key);
  const { templates, failures } = await extractPerson(parts.pool, inputs, operation);
  const incoming = templates.map(({ position, impression, quality, template }) => ({
    position,
    impression,
    quality,
    template,
  }));
  const changes = await writes.run(keyText(key), async () => {
    operation.check();
    return replaceRecord(parts, key, incoming);
  });
  const { system, owner, reference } = key;
  return { subject: { system, owner, reference }, changes, failures };
}

async function replaceRecord(
  parts: EngineParts,
  key: SubjectKey,
  incoming: readonly StoredPrint[],
): Promise<readonly PrintChange[]> {
  const old = findNumber(parts, key);
  const better = betterPrints(parts.store.get(old)?.prints ?? [], incoming);
  if (better.changes.every(({ change }) => change === 'kept')) return better.changes;
  checkCounts(better.prints);
  const prints = copiesOf(better.prints);
  const { store, gallery, unsearchable } = parts;
  const staged = stagedKey(key);
  await store.put(staged, copiesOf(prints));
  // Until the new record is in the gallery a search might miss the subject, and must not say no hit.
  unsearchable.add(old);
  await store.erase(key);
  const number = await store.put(key, copiesOf(prints));
  await gallery.append({ number, key, prints, createdMs: Date.now() });
  await gallery.erase(old);
  unsearchable.delete(old);
  await store.erase(staged);
  return better.changes;
}

function findNumber({ store }: EngineParts, key: SubjectKey): number {
  const number = store.find(key);
  if (number === undefined) throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not enrolled`);
  return number;
}

/** A store in memory keeps what it is given and overwrites it when it erases: every record needs bytes of its own. */
function copiesOf(prints: readonly StoredPrint[]): StoredPrint[] {
  return prints.map((print) => ({ ...print, template: new Uint8Array(print.template) }));
}
