import {
  type CardSlap,
  type CardTask,
  makeTransaction,
  type PictureFormat,
  type PrintDescription,
  RidgelineError,
  type SynthesizedCard,
  writeTransaction,
} from '../../engine/index.js';

/** What a card's file holds beside its pictures. */
export interface TransactionOptions {
  /** Slaps alone, without rolled prints. */
  readonly flats: boolean;
  /** Whether slaps state the boxes of their fingers. */
  readonly segments: boolean;
  /** Two fingers whose rolled prints stand in each other's place, as where a card was taken carelessly. */
  readonly swapped?: readonly [number, number];
}

/** Compressions of the pictures' forms; PNG and JPEG 2000 as cards have them (14.011 CGA). */
const compressions: Partial<Record<PictureFormat, PrintDescription['compression']>> = {
  png: 'PNG',
  wsq: 'WSQ20',
  jp2: 'JP2',
};

/** Times that JPEG 2000 makes a card's pictures smaller: the rate of the FBI's profile for 1000 ppi (MTR 04B0000022). */
export const cardRatio = 10;

/** Made-up people have no day on which they were printed. */
const day = '20260101';

const slapFingers: Readonly<Record<number, readonly number[]>> = { 13: [2, 3, 4, 5], 14: [7, 8, 9, 10], 15: [1, 6] };

/** A card as an ANSI/NIST-ITL transaction: types 1 and 2, a record of type 14 for each print and slap; missing fingers by 14.018. */
export function cardTransaction(task: CardTask, card: SynthesizedCard, options: TransactionOptions): Uint8Array {
  const rolled = options.flats ? [] : rolledPrints(task, card, options.swapped);
  return writeTransaction(
    makeTransaction({
      type: options.flats ? 'FLATS' : 'TENPRINT',
      date: day,
      destination: 'RIDGELINE',
      origin: 'SYNTHETIC',
      controlNumber: `${task.seed}-${task.person + 1}-${task.impression + 1}`,
      prints: [...rolled, ...card.slaps.map((slap) => slapPrint(task, slap, options.segments))],
    }),
  );
}

function rolledPrints(
  task: CardTask,
  card: SynthesizedCard,
  swapped: TransactionOptions['swapped'],
): readonly PrintDescription[] {
  const present = card.rolled.map(({ position, width, height, file }): PrintDescription => {
    return { ...labelOf(task, placeOf(position, swapped), 1), width, height, data: file };
  });
  const missing = task.missingFingers.map((position): PrintDescription => {
    const none = { width: 0, height: 0, data: new Uint8Array(), missing: [{ position, code: 'XX' as const }] };
    return { ...labelOf(task, position, 1), ...none };
  });
  return [...present, ...missing].toSorted((a, b) => a.position - b.position);
}

/** Where a finger's rolled print stands. */
function placeOf(position: number, swapped: TransactionOptions['swapped']): number {
  if (swapped === undefined || !swapped.includes(position)) return position;
  return swapped[0] === position ? swapped[1] : swapped[0];
}

function slapPrint(
  task: CardTask,
  { position, width, height, file, fingers }: CardSlap,
  hasSegments: boolean,
): PrintDescription {
  const scale = task.ppi / 500;
  const missing = task.missingFingers.filter((finger) => slapFingers[position]?.includes(finger));
  const boxes = fingers.map(({ position: finger, box }) => ({
    position: finger,
    left: within(scale * box.left, width),
    right: within(scale * (box.left + box.width), width),
    top: within(scale * box.top, height),
    bottom: within(scale * (box.top + box.height), height),
  }));
  return {
    ...labelOf(task, position, 0),
    width,
    height,
    data: file,
    ...(missing.length === 0 ? {} : { missing: missing.map((finger) => ({ position: finger, code: 'XX' as const })) }),
    ...(hasSegments ? { boxes } : {}),
  };
}

function within(value: number, end: number): number {
  return Math.min(Math.max(Math.round(value), 0), end);
}

function labelOf({ ppi, format }: CardTask, position: number, impression: 0 | 1) {
  const compression = compressions[format];
  if (compression === undefined) {
    throw new RidgelineError('INVALID_ARGUMENT', `a transaction holds png, wsq or jp2, not ${format}`);
  }
  return { position, impression, captured: day, ppi, compression } as const;
}
