/** Friction ridge positions (ANSI/NIST-ITL 1-2011 Update 2015, table 8). */
export type PositionKind = 'finger' | 'slap' | 'joints' | 'unknown' | 'palm' | 'sole';

export interface RidgePosition {
  readonly name: string;
  readonly kind: PositionKind;
  /** The fingers that it shows, 1 right thumb to 10 left little; none where they aren't known or it isn't of fingers. */
  readonly fingers: readonly number[];
}

const right = [1, 2, 3, 4, 5];
const left = [6, 7, 8, 9, 10];
const fingerWords = ['thumb', 'index', 'middle', 'ring', 'little'];

/** The name of one finger, 1 right thumb to 10 left little. */
function singleName(finger: number): string {
  return `${finger <= 5 ? 'right' : 'left'} ${fingerWords[(finger - 1) % 5]}`;
}

const ofFinger = (name: string, ...fingers: number[]): RidgePosition => ({ name, kind: 'finger', fingers });
const ofSlap = (name: string, fingers: readonly number[]): RidgePosition => ({ name, kind: 'slap', fingers });
const ofPalm = (name: string): RidgePosition => ({ name, kind: 'palm', fingers: [] });
const ofSole = (name: string): RidgePosition => ({ name, kind: 'sole', fingers: [] });

/** Slaps of two and three neighbours: 40 to 50. */
const groups: readonly (readonly [number, readonly number[]])[] = [
  [40, [2, 3]],
  [41, [3, 4]],
  [42, [4, 5]],
  [43, [7, 8]],
  [44, [8, 9]],
  [45, [9, 10]],
  [46, [2, 7]],
  [47, [2, 3, 4]],
  [48, [3, 4, 5]],
  [49, [7, 8, 9]],
  [50, [8, 9, 10]],
];

/** Names of palms from 20 on, of soles and toes from 60 on, and of what came later from 81 on. */
const palms =
  'unknown palm/right full palm/right writer’s palm/left full palm/left writer’s palm/right lower palm/right upper palm/left lower palm/left upper palm/right other/left other/right interdigital/right thenar/right hypothenar/left interdigital/left thenar/left hypothenar/right grasp/left grasp';
const soles =
  'unknown sole/right sole/left sole/unknown toe/right big toe/right second toe/right middle toe/right fourth toe/right little toe/left big toe/left second toe/left middle toe/left fourth toe/left little toe/right front of foot/right heel/left front of foot/left heel/right middle of foot/left middle of foot';
const laterPalms =
  'right carpal delta/left carpal delta/right palm, rolled/left palm, rolled/right wrist bracelet/left wrist bracelet';

const numbered = (names: string, first: number, of: (name: string) => RidgePosition): [number, RidgePosition][] =>
  names.split('/').map((name, index) => [first + index, of(name)]);

const table: ReadonlyMap<number, RidgePosition> = new Map<number, RidgePosition>([
  [0, ofFinger('unknown finger')],
  ...[...right, ...left].map((finger): [number, RidgePosition] => [finger, ofFinger(singleName(finger), finger)]),
  [11, ofFinger('plain right thumb', 1)],
  [12, ofFinger('plain left thumb', 6)],
  [13, ofSlap('right four fingers', right.slice(1))],
  [14, ofSlap('left four fingers', left.slice(1))],
  [15, ofSlap('both thumbs', [1, 6])],
  [16, ofFinger('right extra digit')],
  [17, ofFinger('left extra digit')],
  [18, { name: 'unknown friction ridge', kind: 'unknown', fingers: [] }],
  [19, { name: 'entire joints or tip', kind: 'joints', fingers: [] }],
  ...numbered(palms, 20, ofPalm),
  ...groups.map(([code, fingers]): [number, RidgePosition] => [
    code,
    ofSlap(fingers.map(singleName).join(' and '), fingers),
  ]),
  [51, ofSlap('right four fingertips', right.slice(1))],
  [52, ofSlap('left four fingertips', left.slice(1))],
  [53, ofSlap('right five fingertips', right)],
  [54, ofSlap('left five fingertips', left)],
  ...numbered(soles, 60, ofSole),
  ...numbered(laterPalms, 81, ofPalm),
]);

/** What a position code means; undefined where the table has none of it. */
export function positionOfCode(code: number): RidgePosition | undefined {
  return table.get(code);
}

export function positionName(code: number): string {
  return table.get(code)?.name ?? `position ${code}`;
}
