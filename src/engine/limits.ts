/** The limits that calls of the engine meet. Those that the core has too mirror native/base/limits.hpp; a test compares them. */

/** Most impressions of one finger, and most templates of one subject. */
export const maxImpressionsPerFinger = 8;
export const maxTemplatesPerSubject = 40;

/** Longest system, owner and reference, bytes of UTF-8. */
export const maxNameBytes = 128;

/** Shards of one gallery. */
export const maxShards = 1024;

/** Candidates one search may return. */
export const maxCandidates = 1000;

/** Worker threads of one engine: the gallery has places for twice as many readers (native/gallery/parameters.hpp). */
export const maxThreads = 256;

/** Different systems and different owners: the gallery keeps their numbers in 16 bits. */
export const maxNames = 65536;

/** Systems and owners one search may be limited to; there are fewer systems and Member States than this by far. */
export const maxPermittedNames = 1000;

/** What errors call a print may be no longer than this, characters: the longest path of Linux. */
export const maxPrintNameLength = 4096;
