/**
 * Why two prints of one finger don't match, proposed from figures. What the touches have in common and how the skin was stretched
 * is asked first, then the stages in their order: the first figure outside of what is usual among matched pairs names the cause,
 * since what goes wrong there goes on in all that follows. It is a proposal for a person who looks at the picture, no verdict.
 */
import { type CauseLimits, causeLimits } from './parameters.js';

export const causes = [
  'no template',
  'unknown',
  'segmentation',
  'little overlap',
  'distortion',
  'orientation',
  'ridge period',
  'broken or joined ridges',
  'missed or false minutiae',
  'matcher',
] as const;

export type Cause = (typeof causes)[number];

/** What is known of a pair of prints under their true alignment. Shares from 0 to 1. */
export interface PairFigures {
  /** Where both prints have foreground. */
  readonly overlapMm2: number;
  /** Minutiae well inside the overlap, of the print that has more there. */
  readonly commonMinutiae: number;
  /** Of what looked like ridges in both prints at first: left out of either's foreground. */
  readonly lostShare: number;
  /** Of the overlap: ridges run apart. */
  readonly flowApart: number;
  /** Of the overlap: ridge periods differ. */
  readonly periodApart: number;
  /** What is left between known minutiae after turning and moving, root of the mean square. */
  readonly distortionPx?: number;
  /** Of the minutiae well inside the overlap: the other print has them, too. */
  readonly counterpartShare: number;
  /** Of those without counterpart: facing another such. */
  readonly facingShare: number;
  /** Of the pairs that the matcher found: where the true alignment has them. */
  readonly rightPairs?: number;
}

export interface Proposal {
  readonly cause: Cause;
  /** One sentence with the figure that led to it. */
  readonly reason: string;
}

export function proposeCause(figures: PairFigures, limits: CauseLimits = causeLimits): Proposal {
  const { overlapMm2, commonMinutiae, lostShare, flowApart, periodApart, distortionPx, counterpartShare } = figures;
  const tooLittle = overlapMm2 < limits.overlapMm2 || commonMinutiae < limits.commonMinutiae;
  const common = `${overlapMm2.toFixed(0)} mm² and ${commonMinutiae} minutiae in common`;
  if (lostShare > limits.lostShare && (tooLittle || flowApart <= limits.flowApart)) {
    return {
      cause: 'segmentation',
      reason: `${share(lostShare)} of the ridges that both prints show were left out of a foreground; ${common}`,
    };
  }
  if (tooLittle) return { cause: 'little overlap', reason: common };
  if (distortionPx !== undefined && distortionPx > limits.distortionPx) {
    return { cause: 'distortion', reason: `known minutiae lie ${distortionPx.toFixed(1)} px from a rigid alignment` };
  }
  if (flowApart > limits.flowApart) {
    return { cause: 'orientation', reason: `the ridges run apart in ${share(flowApart)} of the overlap` };
  }
  if (periodApart > limits.periodApart) {
    return { cause: 'ridge period', reason: `the ridge periods differ in ${share(periodApart)} of the overlap` };
  }
  if (counterpartShare < limits.counterpartShare) return minutiaeCause(figures, limits);
  return {
    cause: 'matcher',
    reason: `${share(counterpartShare)} of the common minutiae, of which a print has ${commonMinutiae}, have their counterpart, and nothing else is unusual`,
  };
}

function minutiaeCause({ counterpartShare, facingShare }: PairFigures, limits: CauseLimits): Proposal {
  const found = `only ${share(counterpartShare)} of the common minutiae have their counterpart`;
  if (facingShare <= limits.facingShare) return { cause: 'missed or false minutiae', reason: found };
  return { cause: 'broken or joined ridges', reason: `${found}, and ${share(facingShare)} of the others face another` };
}

/**
 * Why two prints of different fingers look alike. Their only alignment is the matcher's own, so all that can be told is whether it
 * had much to go by, and whether the ridges contradict it.
 */
export function proposeImpostorCause(figures: PairFigures, limits: CauseLimits = causeLimits): Proposal {
  const { overlapMm2, commonMinutiae, flowApart, periodApart, counterpartShare } = figures;
  const against = [
    ...(flowApart > limits.flowApart ? [`the ridges run apart in ${share(flowApart)} of the overlap`] : []),
    ...(periodApart > limits.periodApart ? [`the ridge periods differ in ${share(periodApart)} of it`] : []),
  ];
  const ridges = against.length === 0 ? 'and flow and period are alike' : `although ${against.join(' and ')}`;
  if (overlapMm2 < limits.overlapMm2 || commonMinutiae < limits.commonMinutiae) {
    const reason = `judged by ${overlapMm2.toFixed(0)} mm² and ${commonMinutiae} minutiae in common, ${ridges}`;
    return { cause: 'little overlap', reason };
  }
  return { cause: 'matcher', reason: `${share(counterpartShare)} of the minutiae meet by chance, ${ridges}` };
}

function share(fraction: number): string {
  return `${Math.round(100 * fraction)} %`;
}
