import Type, { type Static } from 'typebox';
import { type Engine, hasRidgelineCode, type PrintInput } from '../../engine/index.js';
import { BytesSchema } from './bytes.js';
import { Drawing, drawingOf } from './drawings.js';
import { type Call, operation } from './operation.js';
import { personPrints } from './person-prints.js';
import { Person, Position, PrintFailure, Quality, System } from './schemas.js';
import { systemOrOnly } from './systems.js';
import { optionsOf } from './time-left.js';

const closed = { additionalProperties: false } as const;
const Place = Type.Integer({ minimum: 0, description: 'place among the prints of the request or the file, from 0' });

const MeasureRequest = Type.Object(
  {
    ...Person.properties,
    system: Type.Optional(System),
    pictures: Type.Optional(Type.Boolean({ description: 'also give each print as a picture' })),
  },
  closed,
);

export const MeasuredPrint = Type.Object(
  {
    print: Place,
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
    failures: Type.Array(Type.Object({ print: Place, ...PrintFailure.properties }, closed)),
    ignored: Type.Array(Type.String(), { description: 'images of a file that show no single finger' }),
  },
  closed,
);

export type MeasuredPrint = Static<typeof MeasuredPrint>;
export type MeasureAnswer = Static<typeof MeasureAnswer>;

/** Looks at prints before they are entered or searched; what is found is nobody's but the caller's, and is not kept. */
export const measurePrints = operation({
  id: 'measurePrints',
  method: 'POST',
  path: '/v1/quality',
  tag: 'Search',
  summary: 'Quality and minutiae of prints; nothing is searched or kept',
  roles: ['enter', 'amend', 'consult', 'verify'],
  isWork: true,
  body: MeasureRequest,
  answers: { 200: { description: 'each print', schema: MeasureAnswer } },
  async handle(call) {
    const { service, body, trail } = call;
    const { minQuality } = systemOrOnly(call, body.system);
    const { prints, ignored } = personPrints(body, trail);
    const engine = service.engine();
    const measured = await Promise.all(
      prints.map((print, place) =>
        measure(call, engine, print, place, { minQuality, picture: body.pictures === true }),
      ),
    );
    const answer: MeasureAnswer = {
      prints: measured.flatMap((one) => ('quality' in one ? [one] : [])),
      failures: measured.flatMap((one) => ('code' in one ? [one] : [])),
      ignored: [...ignored],
    };
    return { status: 200, body: answer };
  },
});

interface Wanted {
  readonly minQuality: number;
  readonly picture: boolean;
}

async function measure(
  call: Call,
  engine: Engine,
  print: PrintInput,
  place: number,
  { minQuality, picture }: Wanted,
): Promise<MeasuredPrint | MeasureAnswer['failures'][number]> {
  try {
    const found = await engine.extract(print, { ...optionsOf(call), picture });
    return {
      print: place,
      name: print.name ?? '',
      position: found.position,
      impression: print.impression ?? 'plain',
      quality: found.quality,
      threshold: minQuality,
      advice: [...(found.advice ?? [])],
      drawing: drawingOf(found.template),
      ...(found.picture === undefined ? {} : { picture: found.picture }),
    };
  } catch (error) {
    if (!hasRidgelineCode(error) || !('blame' in error) || error.blame !== 'input') throw error;
    return { print: place, position: print.position, code: error.code, message: error.message };
  }
}
