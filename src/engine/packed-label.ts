/** Where the packed form (native/template/packed.hpp) keeps position, impression and quality, bytes from its start. */
const positionOffset = 3;
const impressionOffset = 4;
const qualityOffset = 5;

/** A copy of a packed template that says what its caller knows; what the caller does not say stays as it was. */
export function relabel(template: Uint8Array, label: { readonly position: number; readonly impression?: number }) {
  const copy = new Uint8Array(template);
  if (label.position !== 0) copy[positionOffset] = label.position;
  if (label.impression !== undefined) copy[impressionOffset] = label.impression;
  return copy;
}

/** The quality that a packed template states, 0 to 100. */
export function templateQuality(template: Uint8Array): number {
  return template[qualityOffset] ?? 0;
}

/** The finger position that a template states, 0 = unknown. */
export function templatePosition(template: Uint8Array): number {
  return template[positionOffset] ?? 0;
}
