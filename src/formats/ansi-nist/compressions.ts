/** Compression algorithms (ANSI/NIST-ITL 1-2011 Update 2015, table 15), in the order of their binary codes from 0 on. */
export const compressions = ['NONE', 'WSQ20', 'JPEGB', 'JPEGL', 'JP2', 'JP2L', 'PNG'] as const;

export type Compression = (typeof compressions)[number];

export function isCompression(text: string | undefined): text is Compression {
  return compressions.some((known) => known === text);
}

/** The algorithm of a binary record's code; undefined where the table has none. */
export function compressionOfCode(code: number): Compression | undefined {
  return compressions[code];
}

/** Names that people know the algorithms by. */
export const compressionNames: Readonly<Record<Compression, string>> = {
  NONE: 'uncompressed',
  WSQ20: 'WSQ',
  JPEGB: 'JPEG',
  JPEGL: 'JPEG lossless',
  JP2: 'JPEG 2000',
  JP2L: 'JPEG 2000 lossless',
  PNG: 'PNG',
};
