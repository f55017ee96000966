import type { StringKey } from '../language/language.js';

/** ANSI/NIST-ITL positions of fingers; 0 is unknown. */
export const positions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0] as const;

export function fingerKey(position: number): StringKey {
  return `finger.${position}` as StringKey;
}

/** Words that names of files use, in the order that keeps "ring" from "middle-ring": whole words only. */
const fingerWords: readonly (readonly [RegExp, number])[] = [
  [/\b(thumb|daumen)\b/, 1],
  [/\b(index|zeigefinger)\b/, 2],
  [/\b(middle|mittelfinger)\b/, 3],
  [/\b(ring|ringfinger)\b/, 4],
  [/\b(little|pinky|kleiner)\b/, 5],
];

/** The finger that the name of a file says: by words such as right-index, or as the last number but an impression: 2.png, P_2_1.png. */
export function guessPosition(fileName: string): number {
  const name = fileName.toLowerCase().replace(/\.[a-z0-9]+$/, '');
  const words = name.replaceAll(/[^a-z]+/g, ' ');
  const finger = fingerWords.find(([pattern]) => pattern.test(words))?.[1];
  const isLeft = /\b(left|links|linke|linker|l)\b/.test(words);
  if (finger !== undefined) return isLeft ? finger + 5 : finger;
  // The whole name of folders of cards: <finger>, <finger>_<impression>, <person>_<finger>_<impression>, and "finger-<finger>".
  const numbers = [...name.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const isPlain = /^\d+(_\d+)?$/.test(name);
  const stated = isPlain ? numbers[0] : numbers.length > 1 && /_\d+_\d+$/.test(name) ? numbers.at(-2) : numbers.at(-1);
  return stated !== undefined && stated >= 1 && stated <= 10 ? stated : 0;
}
