import type { SubjectKey } from './subject-record.js';

/** What the gallery needs of a subject: its prints ready for searches, and whom they belong to. */
export interface SubjectForm {
  readonly number: number;
  readonly key: Pick<SubjectKey, 'system' | 'owner'>;
  /** As NativeBinding.galleryForms made it. */
  readonly form: Uint8Array;
}

/** Of what encodeForm makes; goes up with every change of it. */
export const formLayout = 3;

/** The names stand behind the form, and their length behind them. */
const lengthBytes = 2;

/** The bytes of a form before they are sealed. The number is not in them: it is the key of the entry. */
export function encodeForm({ key, form }: SubjectForm): Buffer {
  const names = Buffer.from(JSON.stringify([key.system, key.owner]));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt16BE(names.length);
  return Buffer.concat([form, names, length]);
}

/** Reads the names behind forms. Few names stand behind many forms, so each is decoded once. */
export class FormNames {
  readonly #known = new Map<string, SubjectForm['key']>();

  /** Of what encodeForm wrote, from `start` up to `end`: the names, and where the form itself ends. */
  read(bytes: Buffer, start: number, end: number): { readonly key: SubjectForm['key']; readonly formEnd: number } {
    const namesEnd = end - lengthBytes;
    const formEnd = Math.max(start, namesEnd - bytes.readUInt16BE(namesEnd));
    const names = bytes.toString('latin1', formEnd, namesEnd);
    let key = this.#known.get(names);
    if (key === undefined) {
      const [system, owner] = JSON.parse(Buffer.from(names, 'latin1').toString()) as [string, string];
      key = { system, owner };
      this.#known.set(names, key);
    }
    return { key, formEnd };
  }
}
