/** Bytes of the signature before the first chunk, and of a chunk beside its data: length, type and checksum. */
const signatureBytes = 8;
const chunkFrameBytes = 12;

/** 'IEND' as a big-endian number: the chunk that ends every PNG. */
const endChunkType = 0x49454e44;

/**
 * Whether a PNG reaches its end chunk. The decoder stops reading once it has all pixels, so it would take a file whose
 * end was cut off for a whole one.
 */
export function reachesEndOfPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = signatureBytes;
  while (offset + chunkFrameBytes <= view.byteLength) {
    if (view.getUint32(offset + 4) === endChunkType) return true;
    offset += chunkFrameBytes + view.getUint32(offset);
  }
  return false;
}
