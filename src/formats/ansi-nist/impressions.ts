/** Friction ridge impression types (ANSI/NIST-ITL 1-2011 Update 2015, table 7, with the codes of earlier versions). */
export type ImpressionKind = 'plain' | 'rolled' | 'swipe' | 'latent' | 'palm' | 'sole' | 'other';

export interface RidgeImpression {
  readonly name: string;
  readonly kind: ImpressionKind;
}

/** Surfaces that latents of four kinds come from, with the first code of the four. */
const latents = ['impression', 'tracing', 'photo', 'lift'];
const latentsFrom = (first: number, surface: string): [number, RidgeImpression][] =>
  latents.map((way, index) => [first + index, { name: `latent ${surface}${way}`, kind: 'latent' }]);

const table: ReadonlyMap<number, RidgeImpression> = new Map<number, RidgeImpression>([
  [0, { name: 'live-scan plain', kind: 'plain' }],
  [1, { name: 'live-scan rolled', kind: 'rolled' }],
  [2, { name: 'plain, not live-scan', kind: 'plain' }],
  [3, { name: 'rolled, not live-scan', kind: 'rolled' }],
  ...latentsFrom(4, ''),
  [8, { name: 'swipe', kind: 'swipe' }],
  [10, { name: 'live-scan palm', kind: 'palm' }],
  [11, { name: 'palm, not live-scan', kind: 'palm' }],
  ...latentsFrom(12, 'palm '),
  [20, { name: 'live-scan optical plain', kind: 'plain' }],
  [21, { name: 'live-scan optical rolled', kind: 'rolled' }],
  [22, { name: 'live-scan non-optical plain', kind: 'plain' }],
  [23, { name: 'live-scan non-optical rolled', kind: 'rolled' }],
  [24, { name: 'contactless plain, stationary', kind: 'plain' }],
  [25, { name: 'contactless rolled, stationary', kind: 'rolled' }],
  [26, { name: 'contactless non-optical plain', kind: 'plain' }],
  [27, { name: 'contactless non-optical rolled', kind: 'rolled' }],
  [28, { name: 'other', kind: 'other' }],
  [29, { name: 'unknown', kind: 'other' }],
  [30, { name: 'live-scan sole', kind: 'sole' }],
  [31, { name: 'sole, not live-scan', kind: 'sole' }],
  ...latentsFrom(32, 'sole '),
  ...latentsFrom(36, 'unknown ridge '),
  [41, { name: 'contactless rolled, moving', kind: 'rolled' }],
  [42, { name: 'contactless plain, moving', kind: 'plain' }],
]);

/** What an impression code means; undefined where no version's table has it. */
export function impressionOfCode(code: number): RidgeImpression | undefined {
  return table.get(code);
}

/** Codes that Update 2015 keeps: how a print was captured, inked or live, is told by 14.034 FCT since then. */
const currentCodes = [0, 1, 4, 8, 24, 25, 28, 29, 41, 42];

export function isCurrentImpression(code: number): boolean {
  return currentCodes.includes(code);
}
