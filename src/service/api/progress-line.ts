import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });

/** One line of an operation that tells how far it is: a step, or as the last one what it came to. */
export const ProgressLine = Type.Union([
  Type.Object({ stage: Type.Literal('waiting'), ahead: Count }, closed),
  Type.Object({ stage: Type.Enum(['prints', 'gallery']), done: Count, of: Count }, closed),
  Type.Object({ stage: Type.Literal('ended'), status: Count, result: Type.Unknown() }, closed),
]);

export type ProgressLine = Static<typeof ProgressLine>;
