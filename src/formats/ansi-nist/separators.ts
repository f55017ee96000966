/** The information separators of traditional encoding (ANSI/NIST-ITL 1-2011, annex B), as bytes and as characters. */
export const separatorBytes = { record: 0x1c, field: 0x1d, subfield: 0x1e, item: 0x1f } as const;

export const separators = { record: '\x1c', field: '\x1d', subfield: '\x1e', item: '\x1f' } as const;

/** Whether a text holds one of the separators, and so cannot be an item. */
export function holdsSeparator(text: string): boolean {
  return Object.values(separators).some((separator) => text.includes(separator));
}
