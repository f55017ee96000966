/** The figures of a pair of prints under an alignment, gathered for the search of causes. */
import type { DissectedPrint } from '../../../engine/index.js';
import { Bend } from './bend.js';
import type { PairFigures } from './cause.js';
import { type CommonMinutiae, facingShare, findCounterparts } from './counterparts.js';
import { measureOverlap } from './overlap.js';
import { agreementPx } from './parameters.js';
import { offPx } from './rigid.js';
import type { Alignment, Pairing } from './true-alignment.js';

export interface MeasuredPair {
  readonly figures: PairFigures;
  readonly probe: CommonMinutiae;
  readonly candidate: CommonMinutiae;
}

export type WithTemplate = DissectedPrint & Required<Pick<DissectedPrint, 'contents'>>;

/** Undefined of a print that gave no template. */
export function withTemplate(print: DissectedPrint | undefined): WithTemplate | undefined {
  return print?.contents === undefined ? undefined : { ...print, contents: print.contents };
}

/** `found` is what the matcher paired. */
export function measurePair(
  probe: WithTemplate,
  candidate: WithTemplate,
  alignment: Alignment,
  found: Pairing,
): MeasuredPair {
  const bend = new Bend(alignment.rigid, alignment.links);
  const overlap = measureOverlap(probe, candidate, bend);
  const common = findCounterparts(probe, candidate, alignment, bend);
  const sides = [
    { contents: probe.contents, common: common.probe },
    { contents: candidate.contents, common: common.candidate },
  ];
  const inside = common.probe.inside.size + common.candidate.inside.size;
  const right = found.links.filter((link) => offPx(alignment.rigid, link) <= agreementPx).length;
  return {
    figures: {
      ...overlap,
      commonMinutiae: Math.max(common.probe.inside.size, common.candidate.inside.size),
      ...(common.distortionPx === undefined ? {} : { distortionPx: common.distortionPx }),
      counterpartShare: inside === 0 ? 0 : (common.probe.found.size + common.candidate.found.size) / inside,
      facingShare: facingShare(sides),
      ...(found.links.length === 0 ? {} : { rightPairs: right / found.links.length }),
    },
    probe: common.probe,
    candidate: common.candidate,
  };
}
