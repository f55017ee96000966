/** What is counted for each month, client and system. */
export const figureNames = [
  'enrolments',
  'enrolmentsFailed',
  'amendments',
  'erasures',
  'searches',
  'hits',
  'verifications',
  'refusals',
  'failures',
  'printsTaken',
  'printsRefusedForQuality',
  'printsUnreadable',
  'hitsReported',
  'hitsConfirmed',
  'hitsRefuted',
  'hitsMissed',
  'searchesMissed',
  'falseHits',
  'answeredWithin100ms',
  'answeredWithin1s',
  'answeredWithin10s',
  'answeredLater',
] as const;

export type Figure = (typeof figureNames)[number];

export type Figures = Record<Figure, number>;
