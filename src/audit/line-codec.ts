import { open, seal } from '../store/seal.js';

/** What a sealed line is authenticated with besides itself; its place in the log is in the record. */
const place = Buffer.from('ridgeline audit log: line');

/** Turns texts into lines of a file and back: as they are, or sealed with AES-256-GCM where the log has a key. */
export class LineCodec {
  readonly #key: Uint8Array | undefined;

  constructor(key: Uint8Array | undefined) {
    this.#key = key;
  }

  get encrypted(): boolean {
    return this.#key !== undefined;
  }

  encode(text: string): string {
    return this.#key === undefined ? text : seal(this.#key, place, Buffer.from(text)).toString('base64');
  }

  /** Undefined where the line was not sealed with this key or was changed. */
  decode(line: string): string | undefined {
    return this.#key === undefined ? line : open(this.#key, place, Buffer.from(line, 'base64'))?.toString();
  }

  /** Overwrites the key. */
  forget(): void {
    this.#key?.fill(0);
  }
}
