/** A person's encounters are records of their own in the engine; this one is the record that our own operations know. */
export const mainEncounter = '1';

/** Only references of further encounters contain it. */
export const encounterSeparator = '~';

/** The engine's reference of one encounter of a person. */
export function encounterReference(person: string, encounter: string): string {
  return encounter === mainEncounter ? person : `${person}${encounterSeparator}${encounter}`;
}

/** The person and the encounter that a reference of the engine stands for. */
export function readReference(reference: string): { readonly person: string; readonly encounter: string } {
  const place = reference.indexOf(encounterSeparator);
  if (place < 0) return { person: reference, encounter: mainEncounter };
  return { person: reference.slice(0, place), encounter: reference.slice(place + 1) };
}
