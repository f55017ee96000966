import Type, { type Static } from 'typebox';
import { BytesSchema } from './bytes.js';

/** The shapes of messages: they validate what comes, and make the OpenAPI document. */

const closed = { additionalProperties: false } as const;

/** Most prints of a request: as many as the engine takes of one person. */
const maxPrints = 40;

const Name = (description: string) => Type.String({ minLength: 1, maxLength: 128, description });
export const System = Name('system of origin, such as ECRIS-TCN');
export const Owner = Name('owner code, such as BE');

/** "~" and ":" are ours, to tell encounters and other owners' persons in the OSIA operations. */
export const Reference = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^~:\\p{Cc}]+$',
  description: "the record's number in its system",
});

export const Position = Type.Integer({
  minimum: 0,
  maximum: 10,
  description: '1 right thumb to 5 right little finger, 6 left thumb to 10 left little finger, 0 unknown',
});

export const Print = Type.Object(
  {
    position: Position,
    impression: Type.Optional(Type.Enum(['plain', 'rolled'])),
    image: Type.Optional(BytesSchema('PNG, TIFF, JPEG, JPEG 2000, WSQ, BMP or PGM file, or ISO/IEC 19794-4 record')),
    ppi: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_000, description: 'wins over the image' })),
    template: Type.Optional(BytesSchema('ISO/IEC 19794-2 or ANSI/INCITS 378 record, or Ridgeline template')),
  },
  { ...closed, description: 'one finger: an image or a template' },
);

const Prints = Type.Array(Print, { minItems: 1, maxItems: maxPrints });
const TransactionFile = BytesSchema('ANSI/NIST-ITL file in traditional encoding');

/** Prints of a person: one of the two. */
const personFields = { prints: Type.Optional(Prints), transaction: Type.Optional(TransactionFile) };

export const Person = Type.Object(personFields, { ...closed, description: 'prints, or a file that holds them' });

export const EnteredPerson = Type.Object(
  {
    ...personFields,
    retainUntil: Type.Optional(
      Type.String({ format: 'date-time', description: 'when the record is erased by itself; without it, never' }),
    ),
  },
  { ...closed, description: 'prints, or a file that holds them, and how long they are kept' },
);

export const SearchRequest = Type.Object(
  {
    ...personFields,
    system: Type.Optional(Type.String({ description: 'needed where the client may use several' })),
    maxCandidates: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    exhaustive: Type.Optional(Type.Boolean({ description: 'compare with every subject; slow' })),
  },
  closed,
);

export const SubjectPath = Type.Object({ system: System, owner: Owner, reference: Reference });

export const SubjectSchema = Type.Object(
  { system: Type.String(), owner: Type.String(), reference: Type.String() },
  closed,
);

export const Quality = Type.Integer({ minimum: 0, maximum: 100 });

export const PrintFailure = Type.Object(
  { position: Position, code: Type.String(), message: Type.String() },
  { ...closed, description: 'a print that gave no template' },
);

export const RefusedPrint = Type.Object(
  {
    position: Position,
    quality: Quality,
    threshold: Quality,
    advice: Type.Array(Type.String(), { description: 'what whoever takes the print could do better' }),
  },
  { ...closed, description: 'a print below the quality that its system asks for' },
);

export const EnrolAnswer = Type.Object(
  {
    subject: SubjectSchema,
    prints: Type.Array(
      Type.Object({ position: Position, quality: Quality, minutiae: Type.Integer({ minimum: 0 }) }, closed),
    ),
    refused: Type.Array(RefusedPrint),
    failures: Type.Array(PrintFailure),
    ignored: Type.Array(Type.String(), { description: 'images of a file that show no single finger' }),
  },
  closed,
);

export const AmendAnswer = Type.Object(
  {
    subject: SubjectSchema,
    changes: Type.Array(
      Type.Object(
        {
          position: Position,
          change: Type.Enum(['stored', 'replaced', 'kept']),
          quality: Quality,
          qualityBefore: Type.Optional(Quality),
        },
        closed,
      ),
    ),
    refused: Type.Array(RefusedPrint),
    failures: Type.Array(PrintFailure),
    ignored: Type.Array(Type.String()),
  },
  closed,
);

export const EraseAnswer = Type.Object(
  { subject: SubjectSchema, erasedAt: Type.String({ format: 'date-time' }) },
  closed,
);

const HitReference = Type.Object({ owner: Type.String(), reference: Type.String() }, closed);

/** Made by outcomes/search-ids.ts; long where a client searches in many systems. */
export const SearchId = Type.String({
  pattern: '^[\\w-]{20,1100}\\.[\\w-]{43}$',
  description: 'to report whether the hits were right',
});

export const SearchAnswer = Type.Object(
  {
    searchId: SearchId,
    decision: Type.Enum(['hit', 'no-hit']),
    complete: Type.Literal(true, { description: 'every permitted record was searched; else the answer is an error' }),
    candidates: Type.Array(HitReference, { description: 'the hits, best first' }),
    searched: Type.Integer({ minimum: 0, description: 'records searched' }),
    threshold: Type.Number({ description: 'score of a hit, decibels: 10·log10(searched / fpir)' }),
    fpir: Type.Number({ description: 'false positive identification rate that the threshold is made for' }),
    failures: Type.Array(PrintFailure),
    ignored: Type.Array(Type.String()),
  },
  closed,
);

export const FingerScores = Type.Array(
  Type.Object({ position: Position, score: Type.Number({ description: 'decibels' }) }, closed),
  { description: 'of the fingers that both have' },
);

export const VerifyAnswer = Type.Object(
  {
    decision: Type.Enum(['hit', 'no-hit']),
    score: Type.Number({ description: 'decibels' }),
    threshold: Type.Number({ description: 'decibels' }),
    fmr: Type.Number(),
    fingers: FingerScores,
    failures: Type.Array(PrintFailure),
  },
  closed,
);

export const ErrorAnswerSchema = Type.Object(
  { code: Type.String({ description: 'stable' }), message: Type.String() },
  { additionalProperties: true, description: 'some codes have further members' },
);

export type Print = Static<typeof Print>;
export type Person = Static<typeof Person>;
export type EnteredPerson = Static<typeof EnteredPerson>;
export type SearchRequest = Static<typeof SearchRequest>;
export type SearchAnswer = Static<typeof SearchAnswer>;
export type EnrolAnswer = Static<typeof EnrolAnswer>;
export type AmendAnswer = Static<typeof AmendAnswer>;
export type EraseAnswer = Static<typeof EraseAnswer>;
export type VerifyAnswer = Static<typeof VerifyAnswer>;
export type RefusedPrint = Static<typeof RefusedPrint>;
export type PrintFailureMessage = Static<typeof PrintFailure>;
