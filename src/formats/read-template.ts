import type { TemplateContents } from '../native/binding.js';
import { loadNative } from '../native/load.js';

/** What a packed template holds. Throws MALFORMED_TEMPLATE, UNSUPPORTED_TEMPLATE. */
export function readTemplate(packed: Uint8Array): TemplateContents {
  return loadNative().readTemplate(packed);
}
