import { mainEncounter, readReference } from '../api/encounter-reference.js';

/** Which encounters persons have beside their first. Kept in memory: filled when the engine opens, and with every change. */
export class Encounters {
  /** Encounter ids by system, owner and person. */
  readonly #further = new Map<string, Set<string>>();

  add(system: string, owner: string, reference: string): void {
    const { person, encounter } = readReference(reference);
    if (encounter === mainEncounter) return;
    const key = keyOf(system, owner, person);
    const known = this.#further.get(key) ?? new Set();
    known.add(encounter);
    this.#further.set(key, known);
  }

  remove(system: string, owner: string, reference: string): void {
    const { person, encounter } = readReference(reference);
    const key = keyOf(system, owner, person);
    const known = this.#further.get(key);
    known?.delete(encounter);
    if (known?.size === 0) this.#further.delete(key);
  }

  /** Without the first one, which the engine can be asked for. */
  further(system: string, owner: string, person: string): readonly string[] {
    return [...(this.#further.get(keyOf(system, owner, person)) ?? [])];
  }
}

function keyOf(system: string, owner: string, person: string): string {
  return JSON.stringify([system, owner, person]);
}
