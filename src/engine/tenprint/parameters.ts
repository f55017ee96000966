/** Thresholds of the sequence check, decibels. docs/ACCURACY.md has the figures they were chosen by. */

/** From here on a rolled print and the plain print of its position are taken for the same finger. */
export const confirmDb = 30;

/**
 * From here on two prints of different positions are taken for the same finger. A card has up to 190 such pairs of twenty prints, so
 * that one in some 500 cards would have a chance pair above it.
 */
export const sameFingerDb = 50;

/** A print that is confirmed by so much more than by any other finger is in its place whatever else it is like. */
export const marginDb = 10;
