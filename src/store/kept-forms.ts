import { open } from 'lmdb';
import { openForm, recordKeyBytes } from './key-ring.js';
import { rootOptions } from './lmdb-commit.js';
import { numberKey } from './number-keys.js';
import { decodeForm, type SubjectForm } from './subject-form.js';

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

/** Gives every form that is there and opens; says of which numbers there was none. */
export async function readForms(kept: KeptForms, use: (form: SubjectForm) => void): Promise<number[]> {
  const missing: number[] = [];
  const root = open<Buffer, Buffer>({ path: kept.folder, ...rootOptions, readOnly: true });
  try {
    kept.numbers.forEach((number, i) => {
      const key = kept.keys.subarray(i * recordKeyBytes, (i + 1) * recordKeyBytes);
      // Its bytes hold until the next one is read.
      const sealed = root.getBinaryFast(numberKey(number));
      const plain = sealed && openForm(key, kept.generation, number, sealed);
      if (plain === undefined) missing.push(number);
      else use(decodeForm(number, plain));
    });
  } finally {
    await root.close();
  }
  return missing;
}
