import { compressions } from '../compressions.js';
import { impressionOfCode } from '../impressions.js';
import { type PositionKind, positionOfCode } from '../positions.js';
import { anyText, code, date, type Form, greenwichTime, oneOf, pixelsPerMm, whole } from './forms.js';

/** What a field of a record type must be (the record layout tables of ANSI/NIST-ITL 1-2011 Update 2015). */
export interface FieldRule {
  readonly field: number;
  /** Always there, there where the record has an image, or free to be absent. */
  readonly need: 'always' | 'image' | 'optional';
  readonly form: Form;
  /** Whether the form is that of the first item in every subfield; else of the first subfield alone. */
  readonly everySubfield?: boolean;
}

/** 1.002 VER: 1-1993, 1a-1997, 1-2000, 1-2007 and 2-2008, 1-2011, and its updates of 2013 and 2015. */
export const versions = ['0200', '0201', '0300', '0400', '0500', '0501', '0502'];

const impression = code('an impression code of table 7', (value) => impressionOfCode(value) !== undefined);

const positions = (table: string, ...kinds: PositionKind[]): Form =>
  code(table, (value) => kinds.some((kind) => kind === positionOfCode(value)?.kind));

const anyPosition = code('a position code of table 8', (value) => positionOfCode(value) !== undefined);

/** Largest line length and pixel scale, px and px per unit: five digits. */
const maxFiveDigits = 99999;

/** Fields that types 13, 14 and 15 share; BPX is 8 for every image of friction ridges. */
const ridgeRules = (position: Form): readonly FieldRule[] => [
  { field: 3, need: 'always', form: impression },
  { field: 4, need: 'always', form: anyText },
  { field: 5, need: 'always', form: date },
  { field: 6, need: 'image', form: whole(1, maxFiveDigits) },
  { field: 7, need: 'image', form: whole(1, maxFiveDigits) },
  { field: 8, need: 'image', form: whole(0, 2) },
  { field: 9, need: 'image', form: whole(1, maxFiveDigits) },
  { field: 10, need: 'image', form: whole(1, maxFiveDigits) },
  { field: 11, need: 'image', form: oneOf(compressions) },
  { field: 12, need: 'image', form: whole(8, 8) },
  { field: 13, need: 'always', form: position, everySubfield: true },
];

export const fieldRules: Readonly<Record<number, readonly FieldRule[]>> = {
  1: [
    { field: 2, need: 'always', form: oneOf(versions) },
    { field: 4, need: 'always', form: anyText },
    { field: 5, need: 'always', form: date },
    { field: 6, need: 'optional', form: whole(1, 9) },
    { field: 7, need: 'always', form: anyText },
    { field: 8, need: 'always', form: anyText },
    { field: 9, need: 'always', form: anyText },
    { field: 11, need: 'always', form: pixelsPerMm },
    { field: 12, need: 'always', form: pixelsPerMm },
    { field: 14, need: 'optional', form: greenwichTime },
  ],
  9: [
    { field: 3, need: 'always', form: impression },
    { field: 4, need: 'always', form: oneOf(['S', 'U']) },
    { field: 6, need: 'optional', form: anyPosition, everySubfield: true },
    { field: 134, need: 'optional', form: anyPosition },
  ],
  13: ridgeRules(anyPosition),
  14: ridgeRules(positions('a position code of fingers: 0 to 19 or 40 to 54', 'finger', 'slap', 'joints', 'unknown')),
  15: ridgeRules(positions('a position code of palms: 20 to 38 or 81 to 86', 'palm')),
};
