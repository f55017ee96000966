import { RidgelineError } from '../native/error.js';
import type { KeyedMutex } from '../store/keyed-mutex.js';
import { describeKey, keyText, type StoredPrint } from '../store/subject-record.js';
import type { EngineParts } from './engine-parts.js';
import type { Operation } from './operation.js';
import { extractPerson, type NamedTemplate, positionOf } from './prints.js';
import { logReceipt } from './receipts.js';
import type { EnrolOptions, EnrolResult, EraseOptions, LoggedReceipt, PrintInput, SubjectKey } from './types.js';

/** Enrols a subject: templates, store, gallery. Until the templates are made it can be stopped, and then nothing is stored. */
export async function enrol(
  parts: EngineParts,
  writes: KeyedMutex,
  key: SubjectKey,
  inputs: readonly PrintInput[],
  operation: Operation,
  { retainUntil }: EnrolOptions = {},
): Promise<EnrolResult> {
  // The store looks again when it writes; this saves the extraction.
  if (parts.store.find(key) !== undefined) {
    throw new RidgelineError('SUBJECT_EXISTS', `${describeKey(key)} is enrolled already`);
  }
  const { templates, failures } = await extractPerson(parts.pool, inputs, operation);
  await writes.run(keyText(key), async () => {
    operation.check();
    await storeAndShow(parts, key, templates, retainUntil?.getTime());
  });
  const { system, owner, reference } = key;
  return { subject: { system, owner, reference }, prints: templates.map(enrolledPrint), failures };
}

/** Erases a subject from gallery and store; with `overdueAt` only where its retention ended before that time. */
export async function erase(
  parts: EngineParts,
  writes: KeyedMutex,
  key: SubjectKey,
  operation: Operation,
  { reason, overdueAt }: EraseOptions & { readonly overdueAt?: Date } = {},
): Promise<LoggedReceipt> {
  return writes.run(keyText(key), async () => {
    operation.check();
    const number = parts.store.find(key);
    if (number === undefined) throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not enrolled`);
    const { retainUntilMs = Number.POSITIVE_INFINITY } = (overdueAt && parts.store.get(number)) ?? {};
    if (overdueAt !== undefined && retainUntilMs >= overdueAt.getTime()) {
      throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not overdue any more`);
    }
    // The gallery first: what may fail there fails before anything is lost, and the disk's word is the last.
    await parts.gallery.erase(number);
    const receipt = await parts.store.erase(key, reason).catch(async (error: unknown) => {
      // Whoever is still in the store has to be found again.
      if (parts.store.find(key) !== undefined) await showAgain(parts, number);
      throw error;
    });
    parts.unsearchable.delete(number);
    if (receipt === undefined) throw new RidgelineError('INTERNAL', `${describeKey(key)} was erased without a receipt`);
    return logReceipt(parts, receipt);
  });
}

/** Durable first, then visible: what a search finds is never lost. */
async function storeAndShow(
  parts: EngineParts,
  key: SubjectKey,
  templates: readonly NamedTemplate[],
  retainUntilMs: number | undefined,
): Promise<void> {
  const prints: StoredPrint[] = templates.map(({ position, impression, quality, template }) => ({
    position,
    impression,
    quality,
    template,
  }));
  const form = await parts.gallery.formOf(prints);
  const number = await parts.store.put(key, prints, { retainUntilMs });
  const subject = { number, key, form };
  try {
    await parts.gallery.append(subject);
  } catch (error) {
    await takeBack(parts, key, number);
    throw error;
  }
  parts.store.keepForm(subject);
}

async function takeBack({ store, unsearchable }: EngineParts, key: SubjectKey, number: number): Promise<void> {
  unsearchable.add(number);
  try {
    await store.erase(key);
    unsearchable.delete(number);
  } catch (cause) {
    throw new RidgelineError(
      'INTERNAL',
      `${describeKey(key)} is stored and cannot be searched: its enrolment failed and could not be undone`,
      { cause },
    );
  }
}

async function showAgain({ store, gallery, unsearchable }: EngineParts, number: number): Promise<void> {
  unsearchable.add(number);
  try {
    const subject = store.get(number);
    if (subject === undefined) return;
    await gallery.append({ number, key: subject.key, form: await gallery.formOf(subject.prints) });
    unsearchable.delete(number);
  } catch {
    // The subject stays in the list, so that no search is taken for complete; the caller gets the error of the erasure.
  }
}

function enrolledPrint(template: NamedTemplate) {
  const { name, minutiaCount, quality } = template;
  return { position: positionOf(template), name, minutiaCount, quality };
}
