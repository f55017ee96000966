import type { Sharp } from 'sharp';
import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { writeJpeg2000 } from './jpeg2000/write-jpeg2000.js';
import { loadSharp } from './sharp.js';
import { writeBmp } from './write-bmp.js';

/** 8-bit pixels, row by row: grey (1 channel, the default) or red, green, blue (3). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels?: 1 | 3;
  readonly pixels: Uint8Array;
  /** Written into the file's header; 0 or absent = none. */
  readonly ppi?: number;
}

/** Forms in which a grey picture can be written. */
export type PictureFormat = 'png' | 'tiff' | 'wsq' | 'jp2' | 'bmp' | 'pgm';

/** How much a lossy form may lose. */
export interface PictureOptions {
  /** Bits a pixel of WSQ (0.75 where absent). */
  readonly bitsPerPixel?: number;
  /** How many times smaller JPEG 2000 shall be; without loss where absent. */
  readonly ratio?: number;
}

/**
 * The picture, which must be grey, as the bytes of a file of that form. WSQ loses a little, the others nothing unless `options`
 * says so; PGM does not keep the resolution.
 */
export async function writePicture(
  picture: Picture,
  format: PictureFormat,
  { bitsPerPixel, ratio }: PictureOptions = {},
): Promise<Uint8Array> {
  switch (format) {
    case 'png':
      return await writePng(picture);
    case 'tiff':
      return await writeTiff(picture);
    case 'wsq':
      return writeWsq(picture, bitsPerPixel);
    case 'jp2':
      return await writeJpeg2000(grayOf(picture, 'JPEG 2000'), ratio);
    case 'bmp':
      return writeBmp(grayOf(picture, 'BMP'));
    case 'pgm':
      return writePgm(grayOf(picture, 'PGM'));
  }
}

/** The picture as the bytes of a PNG file. Grey levels are kept exactly. */
export async function writePng(picture: Picture): Promise<Uint8Array> {
  return await (await pipelineOf(picture)).png().toBuffer();
}

/** The picture as the bytes of a TIFF file, LZW-compressed. Grey levels are kept exactly. */
export async function writeTiff(picture: Picture): Promise<Uint8Array> {
  return await (await pipelineOf(picture)).tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer();
}

/**
 * The picture, which must be grey, as a WSQ stream of about as many bits a pixel: 0.75 (some 15 : 1) and 2.25 are the FBI's rates.
 * Sides from 64 to 4096 px; the ppi is rounded.
 */
export function writeWsq(picture: Picture, bitsPerPixel = 0.75): Uint8Array {
  return loadNative().encodeWsq(grayOf(picture, 'WSQ'), bitsPerPixel);
}

function writePgm({ width, height, pixels }: GrayImage): Uint8Array {
  return Uint8Array.from(Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
}

function grayOf({ width, height, channels = 1, pixels, ppi = 0 }: Picture, form: string): GrayImage {
  if (channels !== 1) throw new RidgelineError('INVALID_ARGUMENT', `${form} is written from grey pictures only`);
  return { width, height, ppi, pixels };
}

async function pipelineOf(picture: Picture): Promise<Sharp> {
  const sharp = await loadSharp();
  const { width, height, channels = 1, pixels, ppi = 0 } = picture;
  const pipeline = sharp(pixels, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb');
  return ppi > 0 ? pipeline.withDensity(ppi) : pipeline;
}
