import type { GrayImage } from '../../../src/native/binding.js';

/** A picture that uses every grey level and no pattern that a codec could guess: levels of a multiplicative sequence. */
export function manyLevels(width = 61, height = 47): GrayImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => ((index * 7919) >> 3) & 0xff);
  return { width, height, ppi: 500, pixels };
}

/** One field of a TIFF directory: tag and values as 16-bit (short), 32-bit (long) or rational numbers. */
interface TiffField {
  readonly tag: number;
  readonly short?: readonly number[];
  readonly long?: readonly number[];
  readonly rational?: readonly [number, number];
}

/** A page of a TIFF: its fields but for those that say where the pixels lie, and the pixels. */
interface TiffPage {
  readonly fields: readonly TiffField[];
  readonly strip: Uint8Array;
}

/**
 * A little-endian, uncompressed TIFF of one strip a page, written here so that no library decides what the fields say.
 * Each page is its directory, the values that do not fit into it, and its pixels, which so are the end of the file.
 */
export function tiffFile(pages: readonly TiffPage[]): Uint8Array {
  const bytes = [0x49, 0x49, 0x2a, 0x00, ...le32(8)];
  for (const [index, { fields, strip }] of pages.entries()) {
    const start = bytes.length;
    const isLast = index === pages.length - 1;
    // The offsets have a fixed width, so a first layout tells how long the directory will be.
    const stripOffset = start + directory(fields, strip.length, start, 0, 0).length;
    const nextOffset = isLast ? 0 : stripOffset + strip.length;
    bytes.push(...directory(fields, strip.length, start, stripOffset, nextOffset), ...strip);
  }
  return Uint8Array.from(bytes);
}

function directory(
  fields: readonly TiffField[],
  stripLength: number,
  start: number,
  stripOffset: number,
  nextOffset: number,
): number[] {
  const all = [...fields, { tag: 273, long: [stripOffset] }, { tag: 279, long: [stripLength] }];
  const outsideStart = start + 2 + 12 * all.length + 4;
  const outside: number[] = [];
  const entries = all
    .sort((a, b) => a.tag - b.tag)
    .flatMap((field) => {
      const { type, count, data } = encodedValues(field);
      const head = [...le16(field.tag), ...le16(type), ...le32(count)];
      if (data.length <= 4) return [...head, ...data, ...Array<number>(4 - data.length).fill(0)];
      const offset = outsideStart + outside.length;
      outside.push(...data);
      return [...head, ...le32(offset)];
    });
  return [...le16(all.length), ...entries, ...le32(nextOffset), ...outside];
}

function encodedValues({ short, long, rational }: TiffField): { type: number; count: number; data: number[] } {
  if (short !== undefined) return { type: 3, count: short.length, data: short.flatMap(le16) };
  if (long !== undefined) return { type: 4, count: long.length, data: long.flatMap(le32) };
  return { type: 5, count: 1, data: (rational ?? [0, 1]).flatMap(le32) };
}

function le16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function le32(value: number): number[] {
  return [...le16(value & 0xffff), ...le16(value >>> 16)];
}

/** TIFF photometric interpretations. */
export const whiteIsZero = 0;
export const blackIsZero = 1;
export const palette = 3;

/** The fields of a TIFF of 8-bit samples, one a pixel. */
export function grayTiffFields(image: GrayImage, photometric: number): TiffField[] {
  return [
    { tag: 256, long: [image.width] },
    { tag: 257, long: [image.height] },
    { tag: 258, short: [8] },
    { tag: 259, short: [1] },
    { tag: 262, short: [photometric] },
    { tag: 277, short: [1] },
    { tag: 278, long: [image.height] },
  ];
}

/** XResolution, YResolution and ResolutionUnit (2 inch, 3 cm). */
export function resolutionFields(pixelsPerUnit: readonly [number, number], unit: 2 | 3): TiffField[] {
  return [
    { tag: 282, rational: pixelsPerUnit },
    { tag: 283, rational: pixelsPerUnit },
    { tag: 296, short: [unit] },
  ];
}
