import type { MinutiaeRecord, RecordForm } from '../native/binding.js';
import { loadNative } from '../native/load.js';

/** Names of the forms of finger minutiae records. */
export const recordFormNames: Readonly<Record<RecordForm, string>> = {
  iso2005: 'ISO/IEC 19794-2:2005',
  iso2011: 'ISO/IEC 19794-2:2011',
  incits2004: 'ANSI/INCITS 378-2004',
  incits2009: 'ANSI/INCITS 378-2009',
};

/** The form of a minutiae record and its views as packed templates. Throws MALFORMED_TEMPLATE, UNSUPPORTED_TEMPLATE. */
export function readMinutiaeRecord(record: Uint8Array): MinutiaeRecord {
  return loadNative().readMinutiaeRecord(record);
}

/** A minutiae record in another form: the order of minutiae stays, and so does extended data where the form permits. */
export function convertMinutiaeRecord(record: Uint8Array, form: RecordForm): Uint8Array {
  return loadNative().convertMinutiaeRecord(record, form);
}
