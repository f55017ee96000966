import type { PictureFormat } from '../formats/write-image.js';
import type { SynthesisRequest, SyntheticPrint, TemplateSynthesisRequest } from '../native/binding.js';
import { mapAhead } from './map-ahead.js';
import { unpackBatch } from './packed-batch.js';
import type { CardTask, FingerPrint, FingerTask, SynthesizedCard } from './synthesis-tasks.js';
import type { FingerPosition } from './types.js';
import type { Workbench } from './workbench.js';

/** One number for all impressions, or spread over them: half, a quarter, three quarters, an eighth, ... whatever their count. */
export type Difficulty = number | 'spread';

/** Which people, fingers and impressions are wanted. All count from 0, fingers from 1 (right thumb) to 10 (left little finger). */
export interface PeopleRange {
  readonly seed: number;
  readonly firstPerson?: number;
  readonly people: number;
  readonly positions: readonly FingerPosition[];
  readonly firstImpression?: number;
  readonly impressions: number;
}

export interface PrintsRequest
  extends PeopleRange,
    Partial<Pick<SynthesisRequest, 'kind' | 'sensor' | 'condition' | 'ppi'>> {
  readonly difficulty?: Difficulty;
  /** Default PNG. */
  readonly format?: PictureFormat;
  /** Prints for which this answers false are not made. */
  readonly wanted?: (name: StreamedName) => boolean;
}

export interface StreamedName {
  readonly person: number;
  readonly position: FingerPosition;
  readonly impression: number;
}

export interface StreamedPrint extends StreamedName {
  /** The picture's file. */
  readonly file: Uint8Array;
  readonly difficulty: number;
  readonly patternClass: SyntheticPrint['patternClass'];
  /** The true minutiae as a packed template. */
  readonly truth: Uint8Array;
}

export interface TemplatesRequest extends PeopleRange {
  /** Default plain. */
  readonly kind?: 'plain' | 'rolled';
  /** Default 0.5. */
  readonly difficulty?: number;
}

export interface StreamedPerson {
  readonly person: number;
  /** By position, then impression. */
  readonly templates: readonly (StreamedName & { readonly template: Uint8Array })[];
}

/** Tasks that wait for each thread, so that none is idle while the consumer works. */
const tasksPerThread = 2;
/** Impressions of one task: far more than a finger costs, few enough to be held in memory. */
const impressionsPerTask = 16;
/** Templates of one task: some milliseconds of work, so that crossing to the thread counts for little. */
const templatesPerTask = 2000;

/** Synthetic prints one after the other, each finger grown once. Memory doesn't grow with the number of prints. */
export async function* synthesizePrints(
  workbench: Workbench,
  request: PrintsRequest,
): AsyncGenerator<StreamedPrint, void, void> {
  const made = mapAhead(fingerTasks(request), tasksPerThread * workbench.threads, async (task) => ({
    task,
    prints: await workbench.synthesizeFinger(task),
  }));
  for await (const { task, prints } of made) {
    for (const print of prints) yield { ...nameOf(task, print), ...print };
  }
}

function nameOf({ person, position }: FingerTask, { impression }: FingerPrint): StreamedName {
  return { person, position: position as FingerPosition, impression };
}

function* fingerTasks(request: PrintsRequest): Generator<FingerTask> {
  const { seed, positions, difficulty = 0.5, wanted = () => true } = request;
  const { kind = 'plain', sensor = 'optical', condition = 'any', ppi = 500, format = 'png' } = request;
  for (const person of range(request.firstPerson, request.people)) {
    for (const position of positions) {
      let touches: FingerTask['touches'][number][] = [];
      for (const impression of range(request.firstImpression, request.impressions)) {
        if (!wanted({ person, position, impression })) continue;
        touches.push({ impression, difficulty: difficultyOf(difficulty, impression) });
        if (touches.length < impressionsPerTask) continue;
        yield { seed, person, position, kind, sensor, condition, ppi, format, touches };
        touches = [];
      }
      if (touches.length > 0) yield { seed, person, position, kind, sensor, condition, ppi, format, touches };
    }
  }
}

/** Synthetic templates person by person; memory doesn't grow with their number. */
export async function* synthesizeTemplates(
  workbench: Workbench,
  request: TemplatesRequest,
): AsyncGenerator<StreamedPerson, void, void> {
  const tasks = templateTasks(request);
  const made = mapAhead(tasks, tasksPerThread * workbench.threads, async (task) => ({
    task,
    batch: await workbench.synthesizeTemplateBatch(task),
  }));
  for await (const { task, batch } of made) yield* peopleOf(task, unpackBatch(batch), request.positions);
}

function* templateTasks(request: TemplatesRequest): Generator<TemplateSynthesisRequest> {
  const { seed, firstPerson = 0, people, positions, firstImpression = 0, impressions } = request;
  const { kind = 'plain', difficulty = 0.5 } = request;
  const perPerson = Math.max(1, positions.length * impressions);
  const peoplePerTask = Math.max(1, Math.floor(templatesPerTask / perPerson));
  const end = firstPerson + people;
  for (let first = firstPerson; first < end; first += peoplePerTask) {
    yield {
      seed,
      firstPerson: first,
      people: Math.min(peoplePerTask, end - first),
      positions: Uint8Array.from(positions),
      firstImpression,
      impressions,
      kind,
      difficulty,
    };
  }
}

/** Ten-print cards in the order of the tasks, which are taken as they are needed. */
export async function* synthesizeCards(
  workbench: Workbench,
  tasks: Iterable<CardTask>,
): AsyncGenerator<{ readonly task: CardTask; readonly card: SynthesizedCard }, void, void> {
  yield* mapAhead(tasks, tasksPerThread * workbench.threads, async (task) => ({
    task,
    card: await workbench.synthesizeCard(task),
  }));
}

function* peopleOf(
  { firstPerson, people, firstImpression, impressions }: TemplateSynthesisRequest,
  templates: readonly Uint8Array[],
  positions: readonly FingerPosition[],
): Generator<StreamedPerson> {
  const remaining = templates.values();
  for (const person of range(firstPerson, people)) {
    const names = positions.flatMap((position) =>
      Array.from(range(firstImpression, impressions), (impression) => ({ person, position, impression })),
    );
    yield {
      person,
      templates: names.map((name) => ({ ...name, template: remaining.next().value ?? new Uint8Array(0) })),
    };
  }
}

/** Difficulty of an impression; where it is spread, the numbers of van der Corput (1935) in base 2. */
export function difficultyOf(difficulty: Difficulty, impression: number): number {
  if (difficulty !== 'spread') return difficulty;
  let value = 0;
  let share = 0.5;
  for (let rest = impression + 1; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) value += share;
    share /= 2;
  }
  return value;
}

function* range(first: number | undefined, count: number): Generator<number> {
  for (let index = 0; index < count; index += 1) yield (first ?? 0) + index;
}
