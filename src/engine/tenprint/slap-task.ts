import { decodePrintImage } from '../../formats/ansi-nist/decode-image.js';
import { divideSlap, type SlapFinger } from '../../formats/ansi-nist/slap-fingers.js';
import type { SlapImage } from '../../formats/ansi-nist/tenprint.js';
import type { GrayImage } from '../../native/binding.js';
import { type ErrorCode, hasRidgelineCode } from '../../native/error.js';
import { loadNative } from '../../native/load.js';
import { extractImage } from '../extract-templates.js';
import type { ExtractedTemplate, StopView } from '../tasks.js';

export interface SlapExtraction {
  readonly slap: SlapImage;
  /** Begins the message of every error. */
  readonly name: string;
  readonly stop: StopView;
}

/** A finger of a slap with its template, or why it gave none. */
export type ExtractedFinger = SlapFinger &
  (
    | { readonly extracted: ExtractedTemplate; readonly error?: never }
    | { readonly error: { readonly code: ErrorCode; readonly message: string }; readonly extracted?: never }
  );

export interface ExtractedSlap {
  readonly hand: 'left' | 'right' | 'unknown';
  readonly fingers: readonly ExtractedFinger[];
}

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
