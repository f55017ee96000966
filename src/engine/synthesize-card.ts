import { tenPrintCard } from '../formats/ten-print-card.js';
import { writePicture } from '../formats/write-image.js';
import type { GrayImage } from '../native/binding.js';
import { loadNative } from '../native/load.js';
import type { CardPrint, CardSlap, CardTask, SynthesizedCard } from './synthesis-tasks.js';

const fingers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const slapPositions = [13, 14, 15] as const;

/** Every picture of one person's card. The thread keeps the fingers, so each is grown once. */
export async function synthesizeCard(task: CardTask): Promise<SynthesizedCard> {
  const { format, ratio, whole, ...request } = task;
  const form: PictureForm = { format, ...(ratio === undefined ? {} : { ratio }) };
  const native = loadNative();
  const images = new Map<number, GrayImage>();
  const rolled: CardPrint[] = [];
  for (const position of fingers.filter((finger) => !request.missingFingers.includes(finger))) {
    const { image, truth, patternClass } = native.synthesizePrint({ ...request, kind: 'rolled', position });
    images.set(position, image);
    rolled.push({ position, ...(await fileOf(image, form)), patternClass, truth });
  }
  const slaps: CardSlap[] = [];
  for (const position of slapPositions) {
    const slap = native.synthesizeSlap({ ...request, kind: 'plain', position });
    images.set(position, slap.image);
    slaps.push({
      position,
      ...(await fileOf(slap.image, form)),
      tiltDegrees: slap.tiltDegrees,
      fingers: slap.fingers,
    });
  }
  return { rolled, slaps, ...(whole ? { whole: await writePicture(tenPrintCard(images), format) } : {}) };
}

type PictureForm = Pick<CardTask, 'format' | 'ratio'>;

async function fileOf(image: GrayImage, { format, ...options }: PictureForm) {
  return { file: await writePicture(image, format, options), width: image.width, height: image.height };
}
