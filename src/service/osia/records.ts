import type { PrintInput, SubjectKey } from '../../engine/index.js';
import { encounterReference, mainEncounter } from '../api/encounter-reference.js';
import type { Call } from '../api/operation.js';
import { optionsOf } from '../api/time-left.js';
import { Refusal } from '../errors.js';

/** Ends the system of a record that no search may find. No configured system has it in its name. */
const inactiveMark = '~inactive';

/** One record of an encounter: an encounter has one in each gallery. */
export interface EncounterRecord {
  readonly key: SubjectKey;
  readonly gallery: string;
  readonly isActive: boolean;
}

export function keyOf(gallery: string, owner: string, reference: string, isActive = true): SubjectKey {
  return { system: isActive ? gallery : `${gallery}${inactiveMark}`, owner, reference };
}

/** The records of one encounter of a person of the caller's owner, in the galleries that the caller may use. */
export function recordsOf(call: Call, person: string, encounter: string): EncounterRecord[] {
  const engine = call.service.engine();
  const { owner, systems } = call.client;
  return systems.flatMap((gallery) =>
    [true, false].flatMap((isActive) => {
      const key = keyOf(gallery, owner, encounterReference(person, encounter), isActive);
      return engine.has(key) ? { key, gallery, isActive } : [];
    }),
  );
}

/** The ids of a person's encounters that the caller may see. */
export function encountersOf(call: Call, person: string): string[] {
  const { owner, systems } = call.client;
  const further = systems.flatMap((gallery) =>
    [gallery, `${gallery}${inactiveMark}`].flatMap((system) => call.service.encounters.further(system, owner, person)),
  );
  const main = recordsOf(call, person, mainEncounter).length > 0 ? [mainEncounter] : [];
  return [...new Set([...main, ...further])];
}

/** Throws NOT_FOUND where there are none. */
export function existing<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length === 0) throw new Refusal('NOT_FOUND', 'there is no such record');
  return items;
}

/** Enters a record and remembers its encounter. */
export async function enterRecord(call: Call, key: SubjectKey, prints: readonly PrintInput[]): Promise<void> {
  await call.service.engine().enrol(key, prints, optionsOf(call));
  call.service.encounters.add(key.system, key.owner, key.reference);
}

export async function eraseRecord(call: Call, key: SubjectKey): Promise<void> {
  await call.service.engine().erase(key, optionsOf(call));
  call.service.encounters.remove(key.system, key.owner, key.reference);
}

/** Gives a record another key. The new one is there before the old one goes, so that no search misses the person. */
export async function moveRecord(call: Call, from: SubjectKey, to: SubjectKey): Promise<void> {
  const templates = call.service.engine().templates(from);
  await enterRecord(call, to, templates);
  await eraseRecord(call, from);
}

/** A person's id that a client sends, which must be able to be a reference. Throws BAD_REQUEST. */
export function checkId(id: string): string {
  if (/^[^~:\p{Cc}]{1,60}$/u.test(id)) return id;
  throw new Refusal('BAD_REQUEST', 'an id has at most 60 characters, none of them ~, : or a control character');
}

/** The owner and reference behind a person's id: that of another owner has its code before a colon. */
export function readPersonId(call: Call, id: string): { readonly owner: string; readonly person: string } {
  const place = id.indexOf(':');
  if (place < 0) return { owner: call.client.owner, person: checkId(id) };
  return { owner: id.slice(0, place), person: checkId(id.slice(place + 1)) };
}

export function personIdOf(call: Call, owner: string, person: string): string {
  return owner === call.client.owner ? person : `${owner}:${person}`;
}
