/**
 * Limits of the search for causes. "Matched pairs" are the genuine pairs of the seven FVC sets that match at FMR 0.1 %, with their true
 * alignment found in the same way, through third prints; the quantiles named are over those pairs.
 */

/** From when on a comparison is believed: its score in dB, its pairs of minutiae, and the chains that must then agree. */
export interface Trust {
  readonly score: number;
  readonly pairs: number;
  readonly agreeing: number;
}
/** 40 dB are one impostor pair in ten thousand: it leaves no doubt. */
export const strong: Trust = { score: 40, pairs: 8, agreeing: 1 };
/** Every other comparison may be wrong, but not in the same way through three different prints. */
export const weak: Trust = { score: 10, pairs: 5, agreeing: 3 };
/** Known minutiae from which a transform is made exact; fewer leave what their chain says. */
export const fewestLinks = 4;
/** How far two ways of placing a minutia may differ, px: some three ridges, what skin stretches between two touches. */
export const agreementPx = 30;

/** Ridges run apart where they differ by more, degrees: most of the largest turn that the Gabor filters of the extraction let pass. */
export const flowTolerance_deg = 20;
/** Ridge periods differ where one is longer than the other by this factor: an octave's third. */
export const periodTolerance = 1.26;

/** Minutiae nearer to the edge of the overlap are left out: the extraction drops those at its foreground's edge. */
export const overlapMargin_px = 12;
/** Two minutiae are the same within this reach, after displacement: the matcher's own last round has 17 px and 32 degrees. */
export const counterpartReach_px = 15;
export const counterpartReach_deg = 30;
/** Width of the bell of known displacements, as the matcher's. */
export const displacementSigma_px = 70;
/** Weight of no displacement at all: half a minutia's. */
export const displacementShrink = 0.5;
/** Two minutiae of a broken or joined ridge: within two ridge periods, turned to each other. */
export const facing_px = 20;
export const facing_deg = 130;

export interface CauseLimits {
  readonly overlapMm2: number;
  readonly commonMinutiae: number;
  readonly lostShare: number;
  readonly flowApart: number;
  readonly periodApart: number;
  readonly distortionPx: number;
  readonly counterpartShare: number;
  readonly facingShare: number;
}

/**
 * What is usual: of 1907 matched pairs, one in fifty lies beyond each limit (quantiles of 2 or 98 %), so that few causes are named
 * by chance. Only the last is another: most of the minutiae without counterpart.
 */
export const causeLimits: CauseLimits = {
  overlapMm2: 77,
  commonMinutiae: 12,
  lostShare: 0.35,
  flowApart: 0.155,
  periodApart: 0.135,
  distortionPx: 14,
  counterpartShare: 0.49,
  facingShare: 0.5,
};
