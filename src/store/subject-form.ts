import { Packr } from 'msgpackr';
import type { SubjectKey } from './subject-record.js';

/** What the gallery needs of a subject: its prints ready for searches, and whom they belong to. */
export interface SubjectForm {
  readonly number: number;
  readonly key: Pick<SubjectKey, 'system' | 'owner'>;
  /** As NativeBinding.galleryForms made it. */
  readonly form: Uint8Array;
}

// Plain MessagePack, as records are. Forms are views of what was read: copying millions of them costs as much as reading them.
const packr = new Packr({ useRecords: false, moreTypes: false, copyBuffers: false });

/** The bytes of a form before they are sealed. The number is not in them: it is the key of the entry. */
export function encodeForm({ key, form }: SubjectForm): Buffer {
  return packr.pack([key.system, key.owner, form]);
}

/** Reads what encodeForm wrote. */
export function decodeForm(number: number, bytes: Uint8Array): SubjectForm {
  const [system, owner, form] = packr.unpack(bytes) as [string, string, Uint8Array];
  return { number, key: { system, owner }, form };
}
