import load, { type OpenJpeg } from '@cornerstonejs/codec-openjpeg/wasmjs';
import { RidgelineError } from '../../native/error.js';

/** Samples of a decoded codestream, interleaved; two bytes each, little-endian, where the depth is above 8 bits. */
export interface DecodedSamples {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bitDepth: number;
  readonly bytes: Uint8Array;
}

/** The memory of WebAssembly never shrinks: an instance that has grown past this is left to the garbage collector, bytes. */
const keptHeapBytes = 128 * 2 ** 20;

let loaded: Promise<OpenJpeg> | undefined;

/** Decodes a codestream whose head was checked. Throws MALFORMED_IMAGE. */
export async function decodeCodestream(codestream: Uint8Array): Promise<DecodedSamples> {
  return await withCodec('the JPEG 2000 codestream cannot be decoded', (codec) => {
    const decoder = new codec.J2KDecoder();
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
    const bytes = new Uint8Array(decoder.getDecodedBuffer());
    decoder.delete();
    return { width, height, components: componentCount, bitDepth: bitsPerSample, bytes };
  });
}

/** Encodes grey pixels: without loss, or with the 9-7 wavelet to `ratio` : 1. */
export async function encodeCodestream(
  { width, height, pixels }: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  ratio: number | undefined,
): Promise<Uint8Array> {
  return await withCodec('the image cannot be encoded as JPEG 2000', (codec) => {
    const encoder = new codec.J2KEncoder();
    const frame = { width, height, bitsPerSample: 8, componentCount: 1, isSigned: false, isUsingColorTransform: false };
    encoder.getDecodedBuffer(frame).set(pixels);
    // One layer; a ratio of 0 keeps all of it.
    encoder.setQuality(ratio === undefined, 1);
    encoder.setCompressionRatio(0, ratio ?? 0);
    encoder.encode();
    const codestream = new Uint8Array(encoder.getEncodedBuffer());
    encoder.delete();
    return codestream;
  });
}

/** An instance that has thrown may be in any state, so the next call gets another one. */
async function withCodec<T>(failure: string, work: (codec: OpenJpeg) => T): Promise<T> {
  // It writes warnings and notes of its progress, which are nobody's answer.
  loaded ??= load({ print: () => undefined, printErr: () => undefined });
  const codec = await loaded;
  try {
    const result = work(codec);
    if (codec.HEAPU8.length > keptHeapBytes) loaded = undefined;
    return result;
  } catch (cause) {
    loaded = undefined;
    throw new RidgelineError('MALFORMED_IMAGE', failure, { cause });
  }
}
