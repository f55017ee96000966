/** Thresholds of the sequence check, decibels. docs/ACCURACY.md has the figures they were chosen by. */

/** From here on a rolled print and the plain print of its position are taken for the same finger. */
export const confirmDb = 30;

/**
 * From here on two prints of different positions are taken for the same finger, where neither is nearly as like its own. Two fingers of one
 * person reach 26 dB at most in the cards of docs/ACCURACY.md, two impressions of a finger 41 dB in 98 of 100 cases.
 */
export const sameFingerDb = 40;

/** By so much a print must be more like another finger than like its own to be taken for that. */
export const marginDb = 10;
