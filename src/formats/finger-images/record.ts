/** Versions of ISO/IEC 19794-4: the first, whose views share resolution and compression, and that of 2011. */
export type FingerImageVersion = 2005 | 2011;

/** How the pixels of a view are kept, in the words of ANSI/NIST-ITL. */
export type ViewCompression = 'NONE' | 'PACKED' | 'WSQ20' | 'JPEGB' | 'JP2' | 'JP2L' | 'PNG';

/** One view of a finger, of several fingers or of a palm, as its record states it. */
export interface FingerImageView {
  /** Finger or palm position; those of fingers and slaps are the codes of ANSI/NIST-ITL. */
  readonly position: number;
  /** 0 live-scan plain, 1 rolled, 2 and 3 the same not live-scan, 4 to 7 latent; others as in ANSI/NIST-ITL. */
  readonly impression: number;
  /** Number of the view of this position, as the record counts. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** Pixels per inch, the nominal value where one is meant. */
  readonly ppi: number;
  readonly bitsPerPixel: number;
  /** Undefined where the record's code is in no table. */
  readonly compression: ViewCompression | undefined;
  /** 0 to 100, 100 best; undefined where none was measured. */
  readonly quality: number | undefined;
  readonly data: Uint8Array;
}

export interface FingerImageRecord {
  readonly version: FingerImageVersion;
  readonly views: readonly FingerImageView[];
}

/** 'FIR' and a zero byte. */
export const recordMagic = [0x46, 0x49, 0x52, 0x00] as const;

/** Version digits behind the magic. */
export const versionDigits = { 2005: '010', 2011: '020' } as const;

/** Compressions by code. The one code of 2005 for JPEG 2000 says nothing of losses. */
export const compressionsByCode: Readonly<Record<FingerImageVersion, readonly ViewCompression[]>> = {
  2005: ['NONE', 'PACKED', 'WSQ20', 'JPEGB', 'JP2', 'PNG'],
  2011: ['NONE', 'PACKED', 'WSQ20', 'JPEGB', 'JP2', 'JP2L', 'PNG'],
};

/** Units of resolutions. */
export const scaleUnits = { perInch: 1, perCm: 2 } as const;

/** Bytes of the record's head and of a view's, and of the blocks that 2011 adds to the latter. */
export const headBytes = { 2005: 32, 2011: 16 } as const;
export const viewHeadBytes2005 = 14;
export const viewHeadBytes2011 = 41;
export const qualityBlockBytes = 5;
export const certificationBlockBytes = 3;

/** Views that one record may have here: ten fingers, rolled and plain, slaps and palms, with spare ones. */
export const maxViews = 64;

/** Highest quality that is a measured one. */
export const maxQuality = 100;
