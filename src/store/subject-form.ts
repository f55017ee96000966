import type { SubjectKey } from './subject-record.js';

/** What the gallery needs of a subject: its prints ready for searches, and whom they belong to. */
export interface SubjectForm {
  readonly number: number;
  readonly key: SubjectKey;
  /** As NativeBinding.galleryForms made it. */
  readonly form: Uint8Array;
}

/** The part of a key that many subjects share. */
export type SharedNames = Pick<SubjectKey, 'system' | 'owner'>;

/** Of what encodeForm makes; goes up with every change of it. */
export const formLayout = 4;

/** Reference and names stand behind the form, and their lengths behind them. */
const lengthBytes = 2;

/** The bytes of a form before they are sealed. The number is not in them: it is the key of the entry. */
export function encodeForm({ key, form }: SubjectForm): Buffer {
  const reference = Buffer.from(key.reference);
  const names = Buffer.from(JSON.stringify([key.system, key.owner]));
  const lengths = Buffer.alloc(2 * lengthBytes);
  lengths.writeUInt16BE(reference.length);
  lengths.writeUInt16BE(names.length, lengthBytes);
  return Buffer.concat([form, reference, names, lengths]);
}

/** What stands behind a form. */
export interface FormNames {
  readonly names: SharedNames;
  /** Where the form itself ends. */
  readonly formEnd: number;
  /** The reference, where it contains the text that is looked for. */
  readonly reference: string | undefined;
}

/** Reads what stands behind forms. Few names stand behind many forms, so each is decoded once. */
export class FormNamesReader {
  readonly #known = new Map<string, SharedNames>();
  /** The bytes of the text, one character each; undefined where none is looked for. */
  readonly #wanted: string | undefined;

  constructor(containing?: string) {
    this.#wanted = containing === undefined ? undefined : Buffer.from(containing).toString('latin1');
  }

  /** Of what encodeForm wrote, from `start` up to `end`. */
  read(bytes: Buffer, start: number, end: number): FormNames {
    const namesEnd = end - 2 * lengthBytes;
    const referenceEnd = Math.max(start, namesEnd - bytes.readUInt16BE(namesEnd + lengthBytes));
    const formEnd = Math.max(start, referenceEnd - bytes.readUInt16BE(namesEnd));
    const isWanted =
      this.#wanted !== undefined && bytes.toString('latin1', formEnd, referenceEnd).includes(this.#wanted);
    return {
      names: this.#namesIn(bytes.toString('latin1', referenceEnd, namesEnd)),
      formEnd,
      reference: isWanted ? bytes.toString('utf8', formEnd, referenceEnd) : undefined,
    };
  }

  #namesIn(text: string): SharedNames {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const [system, owner] = JSON.parse(Buffer.from(text, 'latin1').toString()) as [string, string];
    const names = { system, owner };
    this.#known.set(text, names);
    return names;
  }
}
