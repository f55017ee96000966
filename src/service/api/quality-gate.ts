import { type Engine, hasRidgelineCode, type PrintInput } from '../../engine/index.js';
import { Refusal } from '../errors.js';
import type { Call } from './operation.js';
import { isExtracted, type PersonPrints } from './person-prints.js';
import type { PrintFailureMessage, RefusedPrint } from './schemas.js';
import { optionsOf } from './time-left.js';

/** Prints that may be stored, as templates, and what became of the others. */
export interface GatedPrints {
  readonly prints: readonly PrintInput[];
  readonly refused: readonly RefusedPrint[];
  readonly failures: readonly PrintFailureMessage[];
}

type Judged =
  | { readonly kind: 'good'; readonly print: PrintInput; readonly quality: number }
  | { readonly kind: 'refused'; readonly print: RefusedPrint }
  | { readonly kind: 'failed'; readonly failure: PrintFailureMessage; readonly error: unknown };

/** Keeps out prints below the quality of their system. Throws QUALITY_TOO_LOW, or the first print's error, where none is left. */
export async function gate(
  call: Call,
  engine: Engine,
  read: Pick<PersonPrints, 'prints' | 'failures'>,
  threshold: number,
): Promise<GatedPrints> {
  const judged = await Promise.all(read.prints.map((input) => judge(call, engine, input, threshold)));
  const prints = judged.flatMap((one) => (one.kind === 'good' ? one.print : []));
  const refused = judged.flatMap((one) => (one.kind === 'refused' ? one.print : []));
  const failures = [...read.failures, ...judged.flatMap((one) => (one.kind === 'failed' ? one.failure : []))];
  call.trail.unreadable = failures.length;
  call.trail.prints = judged.flatMap((one) => {
    if (one.kind === 'good') return { position: one.print.position, change: 'stored' as const, quality: one.quality };
    if (one.kind === 'failed') return [];
    return { position: one.print.position, change: 'refused' as const, quality: one.print.quality };
  });
  if (prints.length > 0) return { prints, refused, failures };
  if (refused.length > 0) {
    throw new Refusal('QUALITY_TOO_LOW', 'no print has the quality that its system asks for', {
      details: { refused, failures },
    });
  }
  throw judged.find((one) => one.kind === 'failed')?.error;
}

async function judge(call: Call, engine: Engine, input: PrintInput, threshold: number): Promise<Judged> {
  const { position, impression, name } = input;
  try {
    const {
      template,
      quality,
      advice = [],
    } = isExtracted(input) ? input : await engine.extract(input, optionsOf(call));
    if (quality < threshold) {
      return { kind: 'refused', print: { position, quality, threshold, advice: [...advice] } };
    }
    const label = {
      position,
      ...(impression === undefined ? {} : { impression }),
      ...(name === undefined ? {} : { name }),
    };
    return { kind: 'good', print: { ...label, template }, quality };
  } catch (error) {
    if (!hasRidgelineCode(error) || !('blame' in error) || error.blame !== 'input') throw error;
    return { kind: 'failed', failure: { position, code: error.code, message: error.message }, error };
  }
}
