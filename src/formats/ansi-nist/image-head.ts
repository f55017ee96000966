import { bytesAsText } from './byte-text.js';
import type { Compression } from './compressions.js';

/** What the head of a compressed image says of itself. */
export interface ImageHead {
  /** The algorithm its first bytes show; JPEG and JPEG 2000 cannot be told from their lossless forms here. */
  readonly family: 'WSQ' | 'JPEG' | 'JPEG 2000' | 'PNG';
  readonly width: number;
  readonly height: number;
}

/** The family of image that the stated algorithm makes; undefined for uncompressed data. */
export const families: Readonly<Record<Compression, ImageHead['family'] | undefined>> = {
  NONE: undefined,
  WSQ20: 'WSQ',
  JPEGB: 'JPEG',
  JPEGL: 'JPEG',
  JP2: 'JPEG 2000',
  JP2L: 'JPEG 2000',
  PNG: 'PNG',
};

/**
 * Width and height from the head of an image, without decoding it; undefined where the bytes begin as none of the families,
 * or end before they say it. Time is linear in the number of segments before the frame's.
 */
export function readImageHead(data: Uint8Array): ImageHead | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (data.length < 24) return undefined;
  const start = view.getUint32(0);
  if (start >>> 16 === 0xffa0) return wsqHead(view);
  if (start >>> 8 === 0xffd8ff) return jpegHead(view);
  if (start === 0x89504e47) return { family: 'PNG', width: view.getUint32(16), height: view.getUint32(20) };
  if (start === 0xff4fff51) return codestreamHead(view, 0);
  if (start === 12 && view.getUint32(4) === boxType('jP  ')) return boxedHead(view, data);
  return undefined;
}

/** IAFIS-IC-0110: SOI, then segments; SOF (FFA2) has black, white, lines, columns. */
function wsqHead(view: DataView): ImageHead | undefined {
  const frame = segmentAt(view, (marker) => marker === 0xffa2);
  if (frame === undefined || frame + 10 > view.byteLength) return undefined;
  return { family: 'WSQ', height: view.getUint16(frame + 6), width: view.getUint16(frame + 8) };
}

/** ISO/IEC 10918-1: SOF0 to SOF15, without DHT, JPG and DAC, has precision, lines, columns. */
function jpegHead(view: DataView): ImageHead | undefined {
  const frame = segmentAt(view, (marker) => {
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf;
    return isFrame && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
  });
  if (frame === undefined || frame + 9 > view.byteLength) return undefined;
  return { family: 'JPEG', height: view.getUint16(frame + 5), width: view.getUint16(frame + 7) };
}

/** Offset of the first marker that is wanted, walking from segment to segment behind the first marker. */
function segmentAt(view: DataView, isWanted: (marker: number) => boolean): number | undefined {
  let offset = 2;
  while (offset + 4 <= view.byteLength) {
    const marker = view.getUint16(offset);
    if (marker >>> 8 !== 0xff) return undefined;
    if (isWanted(marker)) return offset;
    // A fill byte may stand before a marker.
    offset += marker === 0xffff ? 1 : 2 + view.getUint16(offset + 2);
  }
  return undefined;
}

/** ISO/IEC 15444-1: SIZ follows SOC and has the reference grid's size and the image's offset in it. */
function codestreamHead(view: DataView, offset: number): ImageHead | undefined {
  if (offset + 24 > view.byteLength || view.getUint32(offset) !== 0xff4fff51) return undefined;
  const width = view.getUint32(offset + 8) - view.getUint32(offset + 16);
  const height = view.getUint32(offset + 12) - view.getUint32(offset + 20);
  return { family: 'JPEG 2000', width, height };
}

/** A JP2 file: boxes, of which jp2c holds the codestream. */
function boxedHead(view: DataView, data: Uint8Array): ImageHead | undefined {
  let offset = 0;
  while (offset + 16 <= view.byteLength) {
    const length = view.getUint32(offset);
    const isLong = length === 1;
    if (bytesAsText(data, offset + 4, offset + 8) === 'jp2c') return codestreamHead(view, offset + (isLong ? 16 : 8));
    const bytes = isLong ? Number(view.getBigUint64(offset + 8)) : length;
    if (bytes < 8) return undefined;
    offset += bytes;
  }
  return undefined;
}

function boxType(name: string): number {
  return [...name].reduce((number, character) => number * 256 + character.charCodeAt(0), 0);
}
