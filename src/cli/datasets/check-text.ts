import { count } from '../text.js';
import type { PartCheck } from './check-part.js';
import type { Dataset, DatasetPart } from './dataset.js';
import { type Finding, findingKinds } from './finding.js';

/** Findings of a kind that are written out; --json lists all. */
const shownOfKind = 10;

/** What a check of a part found, as people read it. */
export function describeCheck({ id }: Dataset, part: DatasetPart, check: PartCheck): string {
  const holds = `${count(check.prints, 'print')} of ${count(check.fingers, 'finger')}`;
  const bytes = check.checksumCompared ? ', compared byte for byte' : '';
  const verdict = check.findings.length === 0 ? `as expected${bytes}` : count(check.findings.length, 'finding');
  return [
    `${id}/${part.id}: ${holds}; ${verdict}`,
    ...findingKinds.flatMap((kind) => linesOf(kind, check.findings)),
  ].join('\n');
}

function linesOf(kind: Finding['kind'], findings: readonly Finding[]): string[] {
  const ofKind = findings.filter((finding) => finding.kind === kind);
  const shown = ofKind.slice(0, shownOfKind).map(({ message }) => `  ${kind}: ${message}`);
  const more = ofKind.length - shown.length;
  return more > 0 ? [...shown, `  ${kind}: … and ${more} more`] : shown;
}
