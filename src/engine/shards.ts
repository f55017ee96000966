/** Shards for each thread: with several, a search deals out work of like size also where shards differ. */
export const shardsPerThread = 4;
