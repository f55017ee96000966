import type { StoredPrint } from '../store/subject-record.js';
import type { FingerPosition, PrintChange } from './types.js';

/** Stored prints with better ones of the same finger and impression in their place, and those of further fingers beside them. */
export function betterPrints(
  stored: readonly StoredPrint[],
  incoming: readonly StoredPrint[],
): { readonly prints: readonly StoredPrint[]; readonly changes: readonly PrintChange[] } {
  const prints = [...stored];
  const changes = incoming.map((print): PrintChange => {
    const position = print.position as FingerPosition;
    const { quality } = print;
    // Prints of unknown fingers may be of any finger, so none replaces another.
    const place = position === 0 ? -1 : prints.findIndex((other) => isSameFinger(other, print));
    const other = prints[place];
    if (other === undefined) {
      prints.push(print);
      return { position, change: 'added', quality };
    }
    const isBetter = quality > other.quality;
    if (isBetter) prints[place] = print;
    return { position, change: isBetter ? 'replaced' : 'kept', quality, storedQuality: other.quality };
  });
  return { prints, changes };
}

/** Rolled prints have odd impression codes, plain ones even (native/template/template.hpp). */
function isSameFinger(a: StoredPrint, b: StoredPrint): boolean {
  return a.position === b.position && a.impression % 2 === b.impression % 2;
}
