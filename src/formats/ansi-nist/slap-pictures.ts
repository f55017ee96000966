import { loadNative } from '../../native/load.js';
import { writePng } from '../write-image.js';
import { decodePrintImage } from './decode-image.js';
import { divideSlap } from './slap-fingers.js';
import type { SlapImage } from './tenprint.js';

/** A finger of a slap, turned upright, as a PNG file to look at. */
export interface FingerPicture {
  readonly position: number;
  readonly png: Uint8Array;
}

/** The fingers of a slap one by one. Throws a RidgelineError with blame 'input' where the slap cannot be decoded. */
export async function slapPictures(slap: SlapImage): Promise<readonly FingerPicture[]> {
  const image = await decodePrintImage(slap.image);
  const { fingers } = divideSlap(slap, image);
  return await Promise.all(
    fingers.map(async (finger) => ({
      position: finger.position,
      png: await writePng(loadNative().uprightPrint(image, finger)),
    })),
  );
}
