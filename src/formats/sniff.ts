/** The formats of prints and templates that are told apart by their first bytes. */
export type FileFormat = 'png' | 'jpeg' | 'tiff' | 'wsq' | 'jp2' | 'bmp' | 'pgm' | 'iso19794-4' | 'fmr' | 'packed';

/** What an error says was expected where the bytes are in none of the formats. */
export const expectedFormats =
  'PNG, TIFF, JPEG, JPEG 2000, WSQ, BMP or PGM image, ISO/IEC 19794-4 or -2 or INCITS 378 record or Ridgeline template';

/** First bytes of each format, from their specifications. */
const signatures: readonly (readonly [FileFormat, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  // BigTIFF, with offsets of 64 bits.
  ['tiff', [0x49, 0x49, 0x2b, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2b]],
  ['wsq', [0xff, 0xa0]],
  // The signature box of a JP2 file, and SOC and SIZ of a raw codestream.
  ['jp2', [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a]],
  ['jp2', [0xff, 0x4f, 0xff, 0x51]],
  // 'BM'
  ['bmp', [0x42, 0x4d]],
  // 'P5': binary grey levels.
  ['pgm', [0x50, 0x35]],
  // 'FIR' and a zero byte: every finger image record.
  ['iso19794-4', [0x46, 0x49, 0x52, 0x00]],
  // 'FMR' and a zero byte: every finger minutiae record; the version that follows is the native reader's business.
  ['fmr', [0x46, 0x4d, 0x52, 0x00]],
  // 'RT'
  ['packed', [0x52, 0x54]],
];

/** The format that the first bytes announce; undefined where they announce none that Ridgeline reads. */
export function sniffFormat(bytes: Uint8Array): FileFormat | undefined {
  return signatures.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte))?.[0];
}
