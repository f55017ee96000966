import { Packr } from 'msgpackr';
import type { SubjectKey } from './subject-record.js';

/** What the gallery needs of a subject: its prints ready for searches, and whom they belong to. */
export interface SubjectForm {
  readonly number: number;
  readonly key: Pick<SubjectKey, 'system' | 'owner'>;
  /** As NativeBinding.galleryForms made it. */
  readonly form: Uint8Array;
}

/** Of what encodeForm makes; goes up with every change of it. */
export const formLayout = 2;

/** The names stand behind the form with their length, so that forms which are read one after the other into the same memory lie end to end. */
const lengthBytes = 2;

// Plain MessagePack, as records are.
const packr = new Packr({ useRecords: false, moreTypes: false });

/** The bytes of a form before they are sealed. The number is not in them: it is the key of the entry. */
export function encodeForm({ key, form }: SubjectForm): Buffer {
  const names = packr.pack([key.system, key.owner]);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt16BE(names.length);
  return Buffer.concat([form, names, length]);
}

/** What encodeForm wrote, but for the form itself, which is the first `formBytes` of its bytes. */
export function decodeForm(bytes: Buffer): { readonly key: SubjectForm['key']; readonly formBytes: number } {
  const namesEnd = bytes.length - lengthBytes;
  const formBytes = namesEnd - bytes.readUInt16BE(namesEnd);
  const [system, owner] = packr.unpack(bytes.subarray(formBytes, namesEnd)) as [string, string];
  return { key: { system, owner }, formBytes };
}
