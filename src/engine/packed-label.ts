/** Where the packed form (native/template/packed.hpp) keeps the finger position and the impression, bytes from its start. */
const positionOffset = 3;
const impressionOffset = 4;

/** A copy of a packed template that says what its caller knows; what the caller does not say stays as it was. */
export function relabel(template: Uint8Array, label: { readonly position: number; readonly impression?: number }) {
  const copy = new Uint8Array(template);
  if (label.position !== 0) copy[positionOffset] = label.position;
  if (label.impression !== undefined) copy[impressionOffset] = label.impression;
  return copy;
}
