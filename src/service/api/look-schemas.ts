import Type, { type Static } from 'typebox';
import { BytesSchema } from './bytes.js';
import { Person, Position, PrintFailure, Quality, System, VerifyAnswer } from './schemas.js';

/** The shapes of messages about prints that people look at. */

const closed = { additionalProperties: false } as const;
const Place = Type.Integer({ minimum: 0 });
const PrintPlace = Type.Integer({
  minimum: 0,
  description: 'place among the prints of the request or the file, from 0',
});

/** By TemplateContents.type. */
export const minutiaTypes = ['other', 'ending', 'bifurcation'] as const;

const Minutia = Type.Object(
  {
    x: Type.Number({ description: 'px at 500 ppi from the left' }),
    y: Type.Number({ description: 'px at 500 ppi from the top' }),
    angle: Type.Number({ description: 'degrees, counter-clockwise from the right' }),
    type: Type.Enum([...minutiaTypes]),
    quality: Quality,
  },
  closed,
);

/** A print as people look at it: its size and its minutiae. */
export const Drawing = Type.Object({ width: Place, height: Place, minutiae: Type.Array(Minutia) }, closed);

export const MeasureRequest = Type.Object(
  {
    ...Person.properties,
    system: Type.Optional(System),
    pictures: Type.Optional(Type.Boolean({ description: 'also give each print as a picture' })),
  },
  closed,
);

export const MeasuredPrint = Type.Object(
  {
    print: PrintPlace,
    name: Type.String(),
    position: Position,
    impression: Type.Enum(['plain', 'rolled']),
    quality: Quality,
    threshold: Quality,
    advice: Type.Array(Type.String(), { description: 'what whoever takes the print could do better' }),
    drawing: Drawing,
    picture: Type.Optional(BytesSchema('the print at 500 ppi, PNG; absent where it came as a template')),
  },
  closed,
);

export const MeasureAnswer = Type.Object(
  {
    prints: Type.Array(MeasuredPrint),
    failures: Type.Array(Type.Object({ print: PrintPlace, ...PrintFailure.properties }, closed)),
    ignored: Type.Array(Type.String(), { description: 'images of a file that show no single finger' }),
  },
  closed,
);

export const CompareRequest = Type.Object({ probe: Person, candidate: Person, system: Type.Optional(System) }, closed);

const Side = Type.Object({ print: Type.Optional(PrintPlace), drawing: Drawing }, closed);

export const Match = Type.Object(
  {
    position: Position,
    probe: Side,
    candidate: Side,
    pairs: Type.Array(
      Type.Object(
        { probe: Place, candidate: Place },
        { ...closed, description: 'minutiae that were held for the same: places in the two drawings' },
      ),
    ),
  },
  { ...closed, description: 'the two prints of a finger that agree best' },
);

export const ExplainAnswer = Type.Object({ ...VerifyAnswer.properties, matches: Type.Array(Match) }, closed);

export type Drawing = Static<typeof Drawing>;
export type MeasuredPrint = Static<typeof MeasuredPrint>;
export type MeasureAnswer = Static<typeof MeasureAnswer>;
export type Match = Static<typeof Match>;
export type ExplainAnswer = Static<typeof ExplainAnswer>;
