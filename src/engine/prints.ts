import { maxFileBytes } from '../formats/limits.js';
import { sniffFormat } from '../formats/sniff.js';
import { hasRidgelineCode, RidgelineError } from '../native/error.js';
import { maxImpressionsPerFinger, maxTemplatesPerSubject } from './limits.js';
import type { Operation } from './operation.js';
import type { ExtractedTemplate, PrintSource } from './tasks.js';
import type { FingerPosition, PrintFailure, PrintInput } from './types.js';
import type { WorkerPool } from './worker-pool.js';

/** Impression codes of templates (native/template/template.hpp). */
const impressionCodes = { plain: 0, rolled: 1 } as const;

/** Templates up to here are read in microseconds; a record may have a hundred views and be much larger. */
const maxCheapBytes = 16_384;

/** A template under the name of the print that it was made from. */
export interface NamedTemplate extends ExtractedTemplate {
  readonly name: string;
}

export interface PersonPrints {
  /** At least one. */
  readonly templates: readonly NamedTemplate[];
  readonly failures: readonly PrintFailure[];
}

/**
 * Templates of all prints of one person, made in parallel. A print that gives none is listed; where no print gives any, the
 * first one's error is thrown, as is every error that is not a print's fault.
 */
export async function extractPerson(
  pool: WorkerPool,
  inputs: readonly PrintInput[],
  operation: Operation,
  onPrint?: () => void,
): Promise<PersonPrints> {
  const outcomes = await operation.orStopped(
    Promise.all(
      inputs.map(async (input, i) => {
        const outcome = await extractOrFailure(pool, input, nameOf(input, i), operation);
        onPrint?.();
        return outcome;
      }),
    ),
  );
  const templates = outcomes.flatMap((outcome) => (outcome instanceof RidgelineError ? [] : outcome));
  const failures = outcomes.flatMap((outcome, i) => {
    const input = inputs[i];
    if (!(outcome instanceof RidgelineError) || input === undefined) return [];
    return [{ position: input.position, name: nameOf(input, i), code: outcome.code, message: outcome.message }];
  });
  const [first] = outcomes;
  if (templates.length === 0 && first instanceof RidgelineError) throw first;
  checkCounts(templates);
  return { templates, failures };
}

/** Templates of one print; a record of several views gives several. */
export async function extractPrint(
  pool: WorkerPool,
  input: PrintInput,
  name: string,
  operation: Operation,
  wantsPicture = false,
): Promise<readonly NamedTemplate[]> {
  const { source, moved } = copyOf(input, name);
  const task = {
    source,
    position: input.position,
    name,
    stop: operation.stopView,
    wantsPicture,
    ...(input.impression === undefined ? {} : { impression: impressionCodes[input.impression] }),
  };
  const templates = isTemplate(source)
    ? await pool.extractCheaply(task, operation.turn)
    : await pool.run('extract', task, [moved], operation.turn);
  return templates.map((template) => ({ ...template, name }));
}

/** Reading a template costs less than its way to a thread. */
function isTemplate(source: PrintSource): boolean {
  if (source.kind === 'image') return false;
  const bytes = source.kind === 'bytes' ? source.bytes : source.template;
  const format = sniffFormat(bytes);
  return (format === 'packed' || format === 'fmr') && bytes.length <= maxCheapBytes;
}

/** What errors call a print that has no name of its own. */
export function nameOf(input: PrintInput, index: number): string {
  return input.name ?? `print ${index + 1}`;
}

/** The position that a template states, which its codec has checked. */
export function positionOf({ position }: ExtractedTemplate): FingerPosition {
  return position as FingerPosition;
}

async function extractOrFailure(pool: WorkerPool, input: PrintInput, name: string, operation: Operation) {
  try {
    return await extractPrint(pool, input, name, operation);
  } catch (error) {
    if (error instanceof RidgelineError && error.blame === 'input') return error;
    // The others of this person need not be done any more.
    if (hasRidgelineCode(error)) operation.stop(new RidgelineError(error.code, error.message, { cause: error }));
    throw error;
  }
}

/**
 * The print in memory of its own, which is moved to the worker: the caller's stays where it is, and may be part of a much
 * larger buffer.
 */
function copyOf(input: PrintInput, name: string): { readonly source: PrintSource; readonly moved: ArrayBuffer } {
  if ('pixels' in input) {
    const { width, height, ppi } = input;
    const pixels = new Uint8Array(input.pixels);
    return { source: { kind: 'image', image: { width, height, ppi, pixels } }, moved: pixels.buffer };
  }
  const given = 'bytes' in input ? input.bytes : input.template;
  if (given.length > maxFileBytes) {
    throw new RidgelineError('FILE_TOO_LARGE', `${name}: ${given.length} bytes, at most ${maxFileBytes} are allowed`);
  }
  const bytes = new Uint8Array(given);
  const source = 'bytes' in input ? { kind: 'bytes', bytes, ppi: input.ppi } : { kind: 'template', template: bytes };
  return { source: source as PrintSource, moved: bytes.buffer };
}

/** Throws where a person has more templates, or impressions of one finger, than the gallery takes. */
export function checkCounts(templates: readonly { readonly position: number }[]): void {
  if (templates.length > maxTemplatesPerSubject) {
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `the prints hold ${templates.length} templates, a person may have ${maxTemplatesPerSubject}`,
    );
  }
  for (let position = 1; position <= 10; ++position) {
    const impressions = templates.filter((template) => template.position === position).length;
    if (impressions <= maxImpressionsPerFinger) continue;
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `the prints hold ${impressions} impressions of finger ${position}, ${maxImpressionsPerFinger} are allowed`,
    );
  }
}
