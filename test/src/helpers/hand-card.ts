import { makeTransaction, type PrintDescription } from '../../../src/formats/ansi-nist/make-transaction.js';
import { writeTransaction } from '../../../src/formats/ansi-nist/write-transaction.js';
import { writePng } from '../../../src/formats/write-image.js';
import type { GrayImage } from '../../../src/native/binding.js';
import { loadNative } from '../../../src/native/load.js';

const touch = { seed: 77, person: 4, sensor: 'optical', condition: 'clean', difficulty: 0.2, ppi: 500 } as const;

/** One hand of a made-up person as images: the rolled prints of its four fingers, and its slap. */
export interface HandImages {
  readonly rolled: ReadonlyMap<number, GrayImage>;
  readonly slap: GrayImage;
  readonly boxes: NonNullable<PrintDescription['boxes']>;
}

export function handImages(slapPosition: 13 | 14, { impression = 0, tiltDegrees = 5 } = {}): HandImages {
  const fingers = slapPosition === 13 ? [2, 3, 4, 5] : [7, 8, 9, 10];
  const native = loadNative();
  const rolled = fingers.map((position) => {
    const { image } = native.synthesizePrint({ ...touch, impression, kind: 'rolled', position });
    return [position, image] as const;
  });
  const request = {
    ...touch,
    impression,
    kind: 'plain',
    position: slapPosition,
    tiltDegrees,
    missingFingers: [],
  } as const;
  const slap = native.synthesizeSlap(request);
  const boxes = slap.fingers.map(({ position, box }) => ({
    position,
    left: Math.round(box.left),
    right: Math.round(box.left + box.width),
    top: Math.round(box.top),
    bottom: Math.round(box.top + box.height),
  }));
  return { rolled: new Map(rolled), slap: slap.image, boxes };
}

export interface HandCard {
  /** Rolled images by the position that the card states. */
  readonly rolled?: ReadonlyMap<number, GrayImage>;
  readonly slap?: GrayImage;
  /** What the card claims that the slap shows; 13 by default. */
  readonly claim?: 13 | 14;
  readonly boxes?: HandImages['boxes'];
  readonly missing?: PrintDescription['missing'];
}

/** A ten-print file of one hand. */
export async function handCard({
  rolled = new Map(),
  slap,
  claim = 13,
  boxes,
  missing,
}: HandCard): Promise<Uint8Array> {
  const prints: PrintDescription[] = [];
  for (const [position, image] of rolled) prints.push(await described(position, 1, image));
  if (slap !== undefined) {
    const stated = { ...(boxes === undefined ? {} : { boxes }), ...(missing === undefined ? {} : { missing }) };
    prints.push({ ...(await described(claim, 0, slap)), ...stated });
  }
  return writeTransaction(
    makeTransaction({
      ...{ type: 'TEN', date: '20260101', destination: 'EU', origin: 'BE', controlNumber: '1' },
      prints,
    }),
  );
}

async function described(position: number, impression: number, image: GrayImage): Promise<PrintDescription> {
  const { width, height, ppi } = image;
  const data = new Uint8Array(await writePng(image));
  return { position, impression, captured: '20260101', width, height, ppi, compression: 'PNG', data };
}
