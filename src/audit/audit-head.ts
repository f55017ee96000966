import { type FileHandle, open } from 'node:fs/promises';
import { RidgelineError } from '../native/error.js';
import type { AuditPosition } from './audit-record.js';
import type { LineCodec } from './line-codec.js';

/** Bytes of the file: the smallest sector of a disk, which is written whole or not at all. */
const fileBytes = 512;

/**
 * The last acknowledged place of the chain, in a small file that is overwritten in place behind every write. The log may be ahead of it
 * after a crash, never behind: a log that is behind has lost entries at its end, which the chain alone could not show.
 */
export class AuditHead {
  readonly #file: FileHandle;
  readonly #codec: LineCodec;

  private constructor(file: FileHandle, codec: LineCodec) {
    this.#file = file;
    this.#codec = codec;
  }

  static async create(path: string, codec: LineCodec, position: AuditPosition): Promise<AuditHead> {
    const head = new AuditHead(await open(path, 'w+', 0o600), codec);
    await head.write(position);
    await head.#file.sync();
    return head;
  }

  static async open(path: string, codec: LineCodec): Promise<AuditHead> {
    try {
      return new AuditHead(await open(path, 'r+'), codec);
    } catch (cause) {
      throw new RidgelineError('AUDIT_CORRUPT', `${path}, a part of the audit log, cannot be opened`, { cause });
    }
  }

  /** Throws AUDIT_CORRUPT. */
  static async read(path: string, codec: LineCodec): Promise<AuditPosition> {
    const file = await open(path, 'r').catch((cause: unknown) => {
      throw new RidgelineError('AUDIT_CORRUPT', `${path}, a part of the audit log, cannot be opened`, { cause });
    });
    try {
      const bytes = Buffer.alloc(fileBytes);
      await file.read(bytes, 0, fileBytes, 0);
      const position = parse(codec.decode(bytes.toString('latin1').trimEnd()));
      if (position !== undefined) return position;
      throw new RidgelineError('AUDIT_CORRUPT', `${path}, a part of the audit log, is damaged`);
    } finally {
      await file.close();
    }
  }

  async write({ sequence, hash }: AuditPosition): Promise<void> {
    const text = this.#codec.encode(JSON.stringify({ sequence, hash }));
    await this.#file.write(Buffer.from(text.padEnd(fileBytes - 1).concat('\n'), 'latin1'), 0, fileBytes, 0);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

function parse(text: string | undefined): AuditPosition | undefined {
  try {
    const { sequence, hash } = JSON.parse(text ?? '') as Record<string, unknown>;
    return Number.isSafeInteger(sequence) && typeof hash === 'string'
      ? { sequence: sequence as number, hash }
      : undefined;
  } catch {
    return undefined;
  }
}
