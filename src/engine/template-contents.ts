import type { TemplateContents } from '../native/binding.js';
import { loadNative } from '../native/load.js';

/** The minutiae of a packed template, as columns. Throws where the bytes are no template. */
export function templateContents(packed: Uint8Array): TemplateContents {
  return loadNative().readTemplate(packed);
}
