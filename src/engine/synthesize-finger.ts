import { writePicture } from '../formats/write-image.js';
import { loadNative } from '../native/load.js';
import type { FingerPrint, FingerTask } from './synthesis-tasks.js';

/** Several impressions of one finger. The thread keeps the finger, so it is grown once. */
export async function synthesizeFinger({ format, touches, ...finger }: FingerTask): Promise<readonly FingerPrint[]> {
  const prints: FingerPrint[] = [];
  for (const touch of touches) {
    const { image, truth, patternClass } = loadNative().synthesizePrint({ ...finger, ...touch });
    prints.push({ ...touch, file: await writePicture(image, format), patternClass, truth });
  }
  return prints;
}
