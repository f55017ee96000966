import { RidgelineError } from '../native/error.js';
import type { StoredPrint } from '../store/subject-record.js';
import { maxTemplatesPerSubject } from './limits.js';
import { type NamedTemplate, positionOf } from './prints.js';
import type { AmendedPrint } from './types.js';

export interface MergedPrints {
  readonly prints: readonly StoredPrint[];
  readonly changes: readonly AmendedPrint[];
}

/**
 * The prints of a subject after new ones came. With 'better', a print takes the place of the poorest stored one of its finger and
 * impression where its quality is higher, and is added where there is none; with 'all', the new prints take the place of all.
 */
export function mergePrints(
  stored: readonly StoredPrint[],
  templates: readonly NamedTemplate[],
  mode: 'better' | 'all',
): MergedPrints {
  // Copies: a store in memory overwrites the templates of the subject that goes.
  const prints = mode === 'all' ? [] : stored.map((print) => ({ ...print, template: new Uint8Array(print.template) }));
  const changes = templates.map((template) => merge(prints, template, mode));
  if (prints.length <= maxTemplatesPerSubject) return { prints, changes };
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `the subject would have ${prints.length} templates, a person may have ${maxTemplatesPerSubject}`,
  );
}

function merge(prints: StoredPrint[], named: NamedTemplate, mode: 'better' | 'all'): AmendedPrint {
  const { name, position, impression, quality, template } = named;
  const print = { position, impression, quality, template };
  const change = { position: positionOf(named), name, quality };
  const poorest = mode === 'all' ? undefined : poorestOf(prints, print);
  if (poorest === undefined) {
    prints.push(print);
    return { ...change, change: 'stored' };
  }
  const qualityBefore = poorest.quality;
  if (quality <= qualityBefore) return { ...change, change: 'kept', qualityBefore };
  prints[prints.indexOf(poorest)] = print;
  return { ...change, change: 'replaced', qualityBefore };
}

/** Of the stored prints of the same finger; nobody knows which finger position 0 is. */
function poorestOf(prints: readonly StoredPrint[], { position, impression }: StoredPrint): StoredPrint | undefined {
  return prints
    .filter((print) => position !== 0 && print.position === position && print.impression === impression)
    .sort((a, b) => a.quality - b.quality)[0];
}
