/** Thresholds of the sequence check, decibels. docs/ACCURACY.md has the figures they were chosen by. */

/** From here on a rolled print and the plain print of its position are taken for the same finger. */
export const confirmDb = 30;

/**
 * From here on two prints of different positions are taken for the same finger, where neither is nearly as like its own. Two fingers of one
 * person reach 29 dB at most in the cards of docs/ACCURACY.md, 96 of 100 pairs of impressions of one finger 40 dB.
 */
export const sameFingerDb = 40;

/** By so much a print must be more like another finger than like its own to be taken for that. */
export const marginDb = 10;
