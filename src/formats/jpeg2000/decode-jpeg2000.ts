import type { GrayImage } from '../../native/binding.js';
import { RidgelineError } from '../../native/error.js';
import { type Samples, toGrayLevels } from '../gray-levels.js';
import { rasterPpi } from '../resolution.js';
import { type BoxedCodestream, readBoxes } from './boxes.js';
import { type DecodedSamples, decodeCodestream } from './codec.js';
import { type CodestreamHead, readCodestreamHead } from './codestream.js';

/** First byte of a codestream; a JP2 file begins with the length of its first box. */
const codestreamStart = 0xff;

/**
 * Decodes a JP2 file or a raw codestream to 8-bit grey. `ppi` is the caller's statement and wins over the file's resolution
 * box. The codec gets the codestream alone, and only after its headers were found sound and within the limits.
 */
export async function decodeJpeg2000(bytes: Uint8Array, ppi: number | undefined): Promise<GrayImage> {
  const boxed: BoxedCodestream =
    bytes[0] === codestreamStart ? { codestream: bytes, ppi: undefined } : readBoxes(bytes);
  const head = readCodestreamHead(boxed.codestream);
  const [width, height] = boxed.sides ?? [head.width, head.height];
  if (width !== head.width || height !== head.height) {
    throw malformed(`file states ${width} x ${height} px, its codestream ${head.width} x ${head.height}`);
  }
  const statedPpi = rasterPpi(boxed.ppi, ppi);
  const decoded = await decodeCodestream(boxed.codestream);
  checkDecoded(head, decoded);
  return { width, height, ppi: statedPpi, pixels: toGrayLevels(samplesOf(decoded, head)) };
}

function checkDecoded(head: CodestreamHead, { width, height, components, bitDepth, bytes }: DecodedSamples): void {
  const samples = head.width * head.height * head.components;
  const isWhole =
    width === head.width &&
    height === head.height &&
    components === head.components &&
    bitDepth === head.bitDepth &&
    bytes.length === samples * (bitDepth > 8 ? 2 : 1);
  if (!isWhole) throw malformed('codestream cannot be decoded');
}

function samplesOf({ bytes }: DecodedSamples, { components, bitDepth }: CodestreamHead): Samples {
  if (bitDepth === 8) return { channels: components, values: bytes };
  const values = bitDepth > 8 ? new Uint16Array(bytes.buffer) : bytes;
  const white = 2 ** bitDepth - 1;
  return { channels: components, values: Uint8Array.from(values, (level) => Math.round((level * 255) / white)) };
}

function malformed(detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `the JPEG 2000 ${detail}`);
}
