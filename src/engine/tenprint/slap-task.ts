import { decodePrintImage } from '../../formats/ansi-nist/decode-image.js';
import { divideSlap, type SlapFinger } from '../../formats/ansi-nist/slap-fingers.js';
import type { GrayImage } from '../../native/binding.js';
import { hasRidgelineCode } from '../../native/error.js';
import { loadNative } from '../../native/load.js';
import { extractImage } from '../extract-templates.js';
import type { ExtractedFinger, ExtractedSlap, SlapExtraction } from '../tasks.js';

/** A slap: decoded, divided into fingers, each turned upright and extracted. */
export async function extractSlap({ slap, name, wantsPicture }: SlapExtraction): Promise<ExtractedSlap> {
  const image = await decodePrintImage(slap.image);
  const { hand, fingers } = divideSlap(slap, image);
  const extracted: ExtractedFinger[] = [];
  for (const finger of fingers) extracted.push(await extractFinger(image, finger, { name, wantsPicture }));
  return { hand, fingers: extracted };
}

async function extractFinger(
  image: GrayImage,
  finger: SlapFinger,
  { name, wantsPicture }: { readonly name: string; readonly wantsPicture: boolean | undefined },
): Promise<ExtractedFinger> {
  try {
    const print = loadNative().uprightPrint(image, finger);
    const label = { position: finger.position, impression: 0, ...(wantsPicture === true ? { wantsPicture } : {}) };
    return { ...finger, extracted: await extractImage(print, label) };
  } catch (error) {
    if (!hasRidgelineCode(error) || !('blame' in error) || error.blame !== 'input') throw error;
    return { ...finger, error: { code: error.code, message: `${name}: ${error.message}` } };
  }
}
