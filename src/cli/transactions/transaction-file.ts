import { maxTransactionBytes } from '../../formats/ansi-nist/limits.js';
import { readFileWithin } from '../read-file.js';

/** The bytes of a transaction's file. */
export function readTransactionFile(path: string): Promise<Uint8Array> {
  return readFileWithin(path, 'a transaction', maxTransactionBytes);
}
