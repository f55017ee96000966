import { open } from 'lmdb';
import { openFormInto, recordKeyBytes } from './key-ring.js';
import { rootOptions } from './lmdb-commit.js';
import { numberKey } from './number-keys.js';
import { roomFor } from './seal.js';
import { decodeForm, type SubjectForm } from './subject-form.js';

/** Bytes of forms that are given together, unless a single one has more: what the caches hold. */
const bytesTogether = 2 ** 19;

/** What a thread needs to read forms of subjects beside the store. */
export interface KeptForms {
  readonly folder: string;
  /** Of the store's key; forms of another one are not read. */
  readonly generation: number;
  /** Ascending. */
  readonly numbers: Float64Array;
  /** Their records' keys, end to end. */
  readonly keys: Uint8Array;
}

/** Some subjects; their forms lie end to end and hold until the call returns. */
export interface FormBatch {
  readonly numbers: readonly number[];
  readonly keys: readonly SubjectForm['key'][];
  readonly forms: { readonly bytes: Uint8Array; readonly ends: Uint32Array };
}

/** Forms that were opened, in memory that is used again and again, and overwritten in between. */
class OpenedForms {
  readonly #use: (batch: FormBatch) => void;
  #bytes = Buffer.alloc(bytesTogether);
  #used = 0;
  #numbers: number[] = [];
  #keys: SubjectForm['key'][] = [];
  #ends: number[] = [];

  constructor(use: (batch: FormBatch) => void) {
    this.#use = use;
  }

  /** Makes room for so many bytes, and says where it begins. */
  reserve(bytes: number): { readonly into: Buffer; readonly at: number } {
    if (this.#used + bytes > this.#bytes.length) this.give();
    if (bytes > this.#bytes.length) this.#bytes = Buffer.alloc(bytes);
    return { into: this.#bytes, at: this.#used };
  }

  /** Takes what was opened in the room that was reserved last. */
  add(number: number, bytes: number): void {
    const { key, formBytes } = decodeForm(this.#bytes.subarray(this.#used, this.#used + bytes));
    this.#used += formBytes;
    this.#numbers.push(number);
    this.#keys.push(key);
    this.#ends.push(this.#used);
  }

  give(): void {
    const batch = { numbers: this.#numbers, keys: this.#keys };
    const forms = { bytes: this.#bytes, ends: Uint32Array.from(this.#ends) };
    [this.#numbers, this.#keys, this.#ends, this.#used] = [[], [], [], 0];
    try {
      if (batch.numbers.length > 0) this.#use({ ...batch, forms });
    } finally {
      // The gallery's copy is the one that erasing reaches.
      this.#bytes.fill(0);
    }
  }
}

/** Gives every form that is there and opens; says of which numbers there was none. */
export async function readForms(kept: KeptForms, use: (batch: FormBatch) => void): Promise<number[]> {
  const missing: number[] = [];
  const opened = new OpenedForms(use);
  const root = open<Buffer, Buffer>({ path: kept.folder, ...rootOptions, readOnly: true });
  try {
    kept.numbers.forEach((number, i) => {
      const key = kept.keys.subarray(i * recordKeyBytes, (i + 1) * recordKeyBytes);
      // Its bytes hold until the next one is read, and its memory is longer than it.
      const found = root.getBinaryFast(numberKey(number));
      const sealed = found?.subarray(0, found.length);
      const { into, at } = opened.reserve(sealed ? roomFor(sealed) : 0);
      const bytes = sealed && openFormInto({ key, generation: kept.generation, number }, sealed, into, at);
      if (bytes === undefined) missing.push(number);
      else opened.add(number, bytes);
    });
  } finally {
    opened.give();
    await root.close();
  }
  return missing;
}
