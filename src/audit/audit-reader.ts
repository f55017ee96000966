import { auditFiles } from './audit-folder.js';
import { type AuditKeys, readIdentity } from './audit-identity.js';
import type { AuditPosition } from './audit-record.js';
import { exportLines } from './export-records.js';
import type { LineCodec } from './line-codec.js';
import { type AuditVerification, verifyChain } from './verify-chain.js';

/** A log that is only read: also while another process appends to it. */
export class AuditReader {
  readonly #folder: string;
  readonly #codec: LineCodec;

  private constructor(folder: string, codec: LineCodec) {
    this.#folder = folder;
    this.#codec = codec;
  }

  /** Throws STORE_KEY_REQUIRED, STORE_KEY_WRONG, STORE_FOREIGN, AUDIT_CORRUPT and FILE_NOT_READABLE. */
  static async open(folder: string, keys: AuditKeys = {}): Promise<AuditReader> {
    return new AuditReader(folder, await readIdentity(auditFiles(folder).identity, keys));
  }

  /** Goes through the whole log. `known` are places of the chain that were kept elsewhere. */
  verify(known: readonly AuditPosition[] = []): Promise<AuditVerification> {
    return verifyChain(this.#folder, this.#codec, known);
  }

  /** The entries appended from one time up to another as lines of JSON, each with its hash and that of the one before. */
  export(from: Date, to: Date): AsyncGenerator<string, void, void> {
    return exportLines(this.#folder, this.#codec, from, to);
  }
}
