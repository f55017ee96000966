import type { SubjectKey } from './subject-record.js';

export type ErasureReason = 'request' | 'retention' | 'replaced';

/** Says what was erased, when, and by what anyone can see that it is gone. */
export interface ErasureReceipt {
  readonly subject: SubjectKey;
  /** The store's number of the subject; never given again. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly erasedAt: string;
  readonly reason: ErasureReason;
  /**
   * SHA-256 of the salt that the record's key was made with, hex. The salt was overwritten: where the file of salts has zeros at
   * this number, no copy of the record can be opened any more. Absent where the store was in memory only.
   */
  readonly saltHash?: string;
  /** SHA-256 of the sealed record, hex: says which bytes of an old copy are the ones that nobody can open. */
  readonly recordHash?: string;
}

export function encodeReceipt(receipt: ErasureReceipt): Buffer {
  return Buffer.from(JSON.stringify(receipt));
}

/** Reads what encodeReceipt wrote; it was sealed, so nobody can have changed it. */
export function decodeReceipt(bytes: Buffer): ErasureReceipt {
  return JSON.parse(bytes.toString()) as ErasureReceipt;
}
