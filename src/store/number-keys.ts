/** A subject number as a key: 8 bytes, big-endian, so that LMDB's order is that of the numbers. */
export function numberKey(number: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeBigUInt64BE(BigInt(number));
  return key;
}

export function readNumber(key: Uint8Array): number {
  return uint32At(key, 0) * 2 ** 32 + uint32At(key, 4);
}

/** By hand: a start reads millions, and views and big integers cost ten times as much. */
function uint32At(bytes: Uint8Array, at: number): number {
  const low = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  return (bytes[at] ?? 0) * 2 ** 24 + low;
}

/** Orders subjects by the end of their retention, milliseconds since the epoch, and then by number. */
export function retentionKey(untilMs: number, number: number): Buffer {
  return Buffer.concat([numberKey(untilMs), numberKey(number)]);
}
