import { decodePrintImage } from '../../formats/ansi-nist/decode-image.js';
import { divideSlap, type SlapFinger } from '../../formats/ansi-nist/slap-fingers.js';
import type { GrayImage } from '../../native/binding.js';
import { hasRidgelineCode } from '../../native/error.js';
import { loadNative } from '../../native/load.js';
import { extractImage } from '../extract-templates.js';
import type { ExtractedFinger, ExtractedSlap, SlapExtraction } from '../tasks.js';

/** A slap: decoded, divided into fingers, each turned upright and extracted. */
export async function extractSlap({ slap, name }: SlapExtraction): Promise<ExtractedSlap> {
  const image = await decodePrintImage(slap.image);
  const { hand, fingers } = divideSlap(slap, image);
  return { hand, fingers: fingers.map((finger) => extractFinger(image, finger, name)) };
}

function extractFinger(image: GrayImage, finger: SlapFinger, name: string): ExtractedFinger {
  try {
    const { position } = finger;
    return {
      ...finger,
      extracted: extractImage(loadNative().uprightPrint(image, finger), { position, impression: 0 }),
    };
  } catch (error) {
    if (!hasRidgelineCode(error) || !('blame' in error) || error.blame !== 'input') throw error;
    return { ...finger, error: { code: error.code, message: `${name}: ${error.message}` } };
  }
}
