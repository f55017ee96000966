import { textOf } from './byte-text.js';

/** Bytes of a value that a finding or an error quotes. */
const maxQuotedBytes = 60;

/** A value from the file as a finding or an error quotes it: without control characters, and short. */
export function quoted(value: string | undefined): string {
  if (value === undefined) return 'nothing';
  const text = textOf(value.slice(0, maxQuotedBytes)).replace(/\p{Cc}/gu, '·');
  return `"${text}"${value.length > maxQuotedBytes ? '…' : ''}`;
}
