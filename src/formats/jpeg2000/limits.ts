/**
 * What a codestream may make its decoder allocate. Each print fits: 4096 x 4096 px in tiles of 128, in code-blocks of 16 or,
 * in colour, of 32 px a side; a bomb of millions does not. A decoder keeps some 300 bytes for each of them.
 */
export const maxTiles = 1024;
export const maxCodeBlocks = 2 ** 17;
/** One for each layer of each precinct. */
export const maxPackets = 2 ** 17;
