import Type, { type Static } from 'typebox';
import { BytesSchema } from '../api/bytes.js';

/**
 * The shapes of the ABIS interface of OSIA 1.6 (Open Standards Identity APIs, © Secure Identity Alliance,
 * https://github.com/SecureIdentityAlliance/osia), written anew for fingerprints.
 */

const closed = { additionalProperties: false } as const;
const Id = (description: string) => Type.String({ minLength: 1, maxLength: 128, description });

/** Part of every operation's query. */
const queryFields = {
  transactionId: Type.String({ minLength: 1, maxLength: 128, description: 'id of the transaction' }),
  callback: Type.Optional(
    Type.String({ format: 'uri', description: 'where the result is sent; the answer is then 202 with a task' }),
  ),
  priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 9, description: 'accepted; clients take turns' })),
};

export const OsiaQuery = Type.Object(queryFields);

export const SearchQuery = Type.Object({
  ...queryFields,
  maxNbCand: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  threshold: Type.Optional(Type.Number({ description: "decibels; default from the gallery's FPIR" })),
  accuracyLevel: Type.Optional(Type.String({ description: '"exhaustive" compares with everybody' })),
  serviceLevel: Type.Optional(Type.String({ description: 'accepted; has no effect' })),
});

export const VerifyQuery = Type.Object({
  ...queryFields,
  threshold: Type.Optional(Type.Number({ description: "decibels; default from the gallery's FMR" })),
  accuracyLevel: Type.Optional(Type.String()),
});

export const StatusQuery = Type.Object({ ...queryFields, status: Type.Enum(['ACTIVE', 'INACTIVE']) });

export const GalleryQuery = Type.Object({
  ...queryFields,
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, default: 1000 })),
});

/** Finger codes in the order of the ANSI/NIST positions 0 to 10, and of 13, 14 and 15. */
export const fingerSubTypes = [
  'UNKNOWN',
  'RIGHT_THUMB',
  'RIGHT_INDEX',
  'RIGHT_MIDDLE',
  'RIGHT_RING',
  'RIGHT_LITTLE',
  'LEFT_THUMB',
  'LEFT_INDEX',
  'LEFT_MIDDLE',
  'LEFT_RING',
  'LEFT_LITTLE',
] as const;
const slapSubTypes = ['PLAIN_RIGHT_FOUR_FINGERS', 'PLAIN_LEFT_FOUR_FINGERS', 'PLAIN_THUMBS'] as const;

const BiometricSubType = Type.Enum([...fingerSubTypes, ...slapSubTypes]);
const BiometricType = Type.Enum(['FACE', 'FINGER', 'IRIS', 'SIGNATURE', 'UNKNOWN']);

export const TemplatesQuery = Type.Object({
  ...queryFields,
  biometricType: Type.Optional(BiometricType),
  biometricSubType: Type.Optional(BiometricSubType),
  instance: Type.Optional(Type.String()),
  templateFormat: Type.Optional(Type.Enum(['ISO_19794_2', 'ISO_19794_2_2011', 'ANSI_378', 'ANSI_378_2009'])),
  qualityFormat: Type.Optional(Type.String({ description: 'accepted; qualities are Ridgeline’s own, 0 to 100' })),
});

const impressionTypes = [
  'LIVE_SCAN_PLAIN',
  'LIVE_SCAN_ROLLED',
  'NONLIVE_SCAN_PLAIN',
  'NONLIVE_SCAN_ROLLED',
  'LATENT_IMPRESSION',
  'LATENT_TRACING',
  'LATENT_PHOTO',
  'LATENT_LIFT',
  'LIVE_SCAN_SWIPE',
  'LIVE_SCAN_VERTICAL_ROLL',
  'LIVE_SCAN_OPTICAL_CONTACTLESS_PLAIN',
  'OTHER',
  'UNKNOWN',
] as const;

export const BiometricData = Type.Object(
  {
    biometricType: BiometricType,
    biometricSubType: Type.Optional(BiometricSubType),
    instance: Type.Optional(Type.String()),
    image: Type.Optional(BytesSchema('the image')),
    imageRef: Type.Optional(Type.String({ format: 'uri', description: 'refused: the service fetches nothing' })),
    captureDate: Type.Optional(Type.String()),
    captureDevice: Type.Optional(Type.String()),
    impressionType: Type.Optional(Type.Enum([...impressionTypes])),
    width: Type.Optional(Type.Integer({ minimum: 1 })),
    height: Type.Optional(Type.Integer({ minimum: 1 })),
    bitdepth: Type.Optional(Type.Integer({ minimum: 1 })),
    mimeType: Type.Optional(Type.String()),
    resolution: Type.Optional(Type.Integer({ minimum: 1, description: 'ppi' })),
    compression: Type.Optional(Type.Enum(['NONE', 'WSQ', 'JPEG', 'JPEG2000', 'PNG'])),
    missing: Type.Optional(
      Type.Array(
        Type.Object(
          {
            biometricSubType: Type.Optional(BiometricSubType),
            presence: Type.Optional(Type.Enum(['BANDAGED', 'AMPUTATED', 'DAMAGED'])),
          },
          closed,
        ),
      ),
    ),
    metadata: Type.Optional(Type.String()),
    comment: Type.Optional(Type.String()),
    template: Type.Optional(BytesSchema('the template')),
    templateRef: Type.Optional(Type.String({ format: 'uri', description: 'refused: the service fetches nothing' })),
    templateFormat: Type.Optional(Type.String()),
    quality: Type.Optional(Type.Integer()),
    qualityFormat: Type.Optional(Type.String()),
    algorithm: Type.Optional(Type.String()),
    vendor: Type.Optional(Type.String()),
  },
  closed,
);

const BiometricList = Type.Array(BiometricData, { minItems: 1, maxItems: 40 });
const NotKept = (what: string) =>
  Type.Optional(Type.Unknown({ description: `${what}: not needed for matching, and not kept` }));

export const Encounter = Type.Object(
  {
    encounterId: Type.Optional(Id('id of the encounter')),
    status: Type.Enum(['ACTIVE', 'INACTIVE']),
    encounterType: Type.String({ description: 'not kept' }),
    galleries: Type.Optional(Type.Array(Id('a system of origin'), { minItems: 1, uniqueItems: true })),
    clientData: NotKept('data of the client'),
    contextualData: NotKept('circumstances'),
    biographicData: NotKept('biographic data'),
    biometricData: Type.Array(BiometricData, { maxItems: 40 }),
  },
  closed,
);

export const EncounterIds = Type.Object({ personId: Type.String(), encounterId: Type.String() }, closed);

export const IdentifyRequest = Type.Object(
  {
    filter: Type.Optional(
      Type.Object({}, { additionalProperties: true, description: 'must be empty: nothing else is kept' }),
    ),
    biometricData: BiometricList,
  },
  closed,
);

export const Filter = Type.Object({}, { additionalProperties: true, description: 'must be empty' });

export const VerifyRequest = Type.Object({ biometricData: BiometricList }, closed);
export const VerifyPairRequest = Type.Object({ biometricData1: BiometricList, biometricData2: BiometricList }, closed);

const ScoreDetail = Type.Object(
  {
    score: Type.Number({ description: 'decibels' }),
    encounterId: Type.Optional(Type.String()),
    galleries: Type.Optional(Type.Array(Type.String())),
    biometricType: Type.Optional(BiometricType),
    biometricSubType: Type.Optional(BiometricSubType),
    instance: Type.Optional(Type.String()),
    others: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  closed,
);

export const Candidate = Type.Object(
  {
    personId: Type.String({ description: "with its owner's code and a colon before it where it is another owner's" }),
    rank: Type.Integer({ minimum: 1 }),
    score: Type.Number({ description: 'decibels' }),
    scores: Type.Array(ScoreDetail),
    others: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  closed,
);

export const Verification = Type.Object({ decision: Type.Boolean(), scores: Type.Array(ScoreDetail) }, closed);

export const TaskId = Type.Object({ taskId: Type.String() }, closed);
export const TaskState = Type.Object(
  { taskId: Type.String(), status: Type.Enum(['IN_PROGRESS', 'DELIVERED', 'DELIVERY_FAILED']) },
  closed,
);

export const PersonPath = Type.Object({ personId: Id('id of the person: the reference of its record') });
export const EncounterPath = Type.Object({ personId: Id('id of the person'), encounterId: Id('id of the encounter') });

export type BiometricData = Static<typeof BiometricData>;
export type Encounter = Static<typeof Encounter>;
export type Candidate = Static<typeof Candidate>;
export type Verification = Static<typeof Verification>;
