/** A subject number as a key: 8 bytes, big-endian, so that LMDB's order is that of the numbers. */
export function numberKey(number: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeBigUInt64BE(BigInt(number));
  return key;
}

export function readNumber(key: Uint8Array): number {
  return Number(Buffer.from(key.buffer, key.byteOffset, key.length).readBigUInt64BE());
}

/** Orders subjects by the end of their retention, milliseconds since the epoch, and then by number. */
export function retentionKey(untilMs: number, number: number): Buffer {
  return Buffer.concat([numberKey(untilMs), numberKey(number)]);
}
