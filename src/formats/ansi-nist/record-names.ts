/** What records of each type hold (ANSI/NIST-ITL 1-2011 Update 2015, table 3). */
const recordNames: Readonly<Record<number, string>> = {
  1: 'transaction information',
  2: 'descriptive text',
  3: 'low-resolution grey print',
  4: 'grey print',
  5: 'low-resolution bilevel print',
  6: 'bilevel print',
  7: 'user-defined image',
  8: 'signature',
  9: 'minutiae',
  10: 'face or other photograph',
  11: 'voice',
  12: 'dental record',
  13: 'latent print',
  14: 'fingerprint',
  15: 'palm print',
  16: 'user-defined test image',
  17: 'iris',
  18: 'DNA',
  19: 'sole print',
  20: 'source representation',
  21: 'associated context',
  22: 'non-photographic image',
  98: 'information assurance',
  99: 'CBEFF biometric data',
};

export function recordName(type: number): string {
  return recordNames[type] ?? 'reserved';
}
