import { type Engine, hasRidgelineCode, type PrintInput } from '../../engine/index.js';
import { drawingOf } from './drawings.js';
import { MeasureAnswer, type MeasureAnswer as MeasureMessage, MeasureRequest } from './look-schemas.js';
import { type Call, operation } from './operation.js';
import { personPrints } from './person-prints.js';
import { systemOrOnly } from './systems.js';
import { optionsOf } from './time-left.js';

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
    const answer: MeasureMessage = {
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
): Promise<MeasureMessage['prints' | 'failures'][number]> {
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
