import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import type { RecordForm, SynthesizedTemplates, TemplateSynthesisRequest } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { packBatch } from './packed-batch.js';
import type { MeasuredPrint, PrintMeasurements } from './print-measurements.js';
import type { SlapTrial, SlapTrialTask } from './slap-trial.js';
import { startThreads, workerPathOf } from './start-threads.js';
import type { CardTask, FingerPrint, FingerTask, SynthesizedCard } from './synthesis-tasks.js';
import type { Outcome } from './tasks.js';
import type {
  DissectedPrint,
  ExplainedPair,
  Explanation,
  FingerTemplatesRequest,
  MatchDrawing,
  PrintFile,
  PrintRequest,
  SynthesizedPrint,
  TimedExtraction,
  WorkbenchTasks,
} from './workbench-tasks.js';

const usualTouch = { kind: 'plain', sensor: 'optical', condition: 'any', difficulty: 0.5, ppi: 500 } as const;

export interface WorkbenchOptions {
  /** Worker threads; default the machine's cores. */
  readonly threads?: number;
}

/**
 * What benchmarks, demonstrations and curious people need beside the engine: the stages of an extraction as pictures, the
 * minutiae that a comparison paired, scores of many pairs, times, and synthetic prints. Has threads of its own.
 */
export class Workbench {
  readonly threads: number;
  readonly #pool: Piscina;

  constructor({ threads = availableParallelism() }: WorkbenchOptions = {}) {
    const workerPath = workerPathOf('workbench-worker.js');
    // In the main thread first: what only workers load is unloaded with the last of them.
    loadNative();
    this.threads = threads;
    this.#pool = startThreads(workerPath, { threads });
  }

  /** Every stage of the extraction of one image as a picture, also where it ends in an error. */
  explain(print: PrintFile): Promise<Explanation> {
    return this.#run('explain', print);
  }

  /** Every stage of the extraction of one image as pixels and numbers, also where it ends in an error. */
  dissect(print: PrintFile): Promise<DissectedPrint> {
    return this.#run('dissect', print);
  }

  /** Scores of pairs as comparePairs gives them, each with the minutiae that were held for the same. */
  explainPairs(templates: readonly Uint8Array[], pairs: Uint32Array): Promise<readonly ExplainedPair[]> {
    return this.#run('explainPairs', { templates: packBatch(templates), pairs });
  }

  /** Two prints side by side with the minutiae that their comparison held for the same. */
  drawMatch(probe: PrintFile, candidate: PrintFile): Promise<MatchDrawing> {
    return this.#run('drawMatch', { probe, candidate });
  }

  /** A template with the time that the core took for it; decoding the file is not counted. */
  timeExtraction(print: PrintFile): Promise<TimedExtraction> {
    return this.#run('timeExtraction', print);
  }

  /**
   * Scores of pairs of packed templates in decibels; `pairs` alternates probe and candidate index. An empty array stands for
   * a print without a template and scores 0.
   */
  comparePairs(templates: readonly Uint8Array[], pairs: Uint32Array): Promise<Float32Array> {
    return this.#run('comparePairs', { templates: packBatch(templates), pairs });
  }

  /** Microseconds of each comparison, measured one by one. */
  timePairs(templates: readonly Uint8Array[], pairs: Uint32Array): Promise<Float32Array> {
    return this.#run('timePairs', { templates: packBatch(templates), pairs });
  }

  /** A synthetic print as a PNG file and its true minutiae. The same request gives the same bytes everywhere. */
  synthesize(request: PrintRequest): Promise<SynthesizedPrint> {
    return this.#run('synthesize', { ...usualTouch, ...request });
  }

  /** What a print is compared with others by, as a whole. */
  measure(print: PrintFile): Promise<MeasuredPrint> {
    return this.#run('measurePrint', print);
  }

  /** Likewise of a synthetic print, and how well its extraction agrees with the truth. */
  measureSynthetic(request: PrintRequest): Promise<MeasuredPrint> {
    return this.#run('measureSynthetic', { ...usualTouch, ...request });
  }

  /** Likewise of templates that never had an image. */
  measureSyntheticTemplates(request: FingerTemplatesRequest): Promise<PrintMeasurements[]> {
    return this.#run('measureSyntheticTemplates', request);
  }

  /** Several impressions of one finger, which is grown once for all of them. */
  synthesizeFinger(task: FingerTask): Promise<readonly FingerPrint[]> {
    return this.#run('synthesizeFinger', task);
  }

  /** A ten-print card: every picture of it with the truth about its fingers. */
  synthesizeCard(task: CardTask): Promise<SynthesizedCard> {
    return this.#run('synthesizeCard', task);
  }

  /** Makes a slap and segments it: what was found beside the truth. */
  runSlapTrial(task: SlapTrialTask): Promise<SlapTrial> {
    return this.#run('runSlapTrial', task);
  }

  /** Templates that were never images, packed end to end in the order of person, position, impression. */
  synthesizeTemplateBatch(request: TemplateSynthesisRequest): Promise<SynthesizedTemplates> {
    return this.#run('synthesizeTemplateBatch', request);
  }

  /** Waits for the tasks that run, then ends the threads. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #run<Name extends keyof WorkbenchTasks>(
    name: Name,
    input: WorkbenchTasks[Name]['input'],
  ): Promise<WorkbenchTasks[Name]['output']> {
    const outcome = (await this.#pool.run(input, { name })) as Outcome<WorkbenchTasks[Name]['output']>;
    if (outcome.ok) return outcome.value;
    throw new RidgelineError(outcome.code, outcome.message);
  }
}

/** Templates in their packed form as one ISO/IEC 19794-2:2005 record. */
export function toIso19794_2(templates: readonly Uint8Array[]): Uint8Array {
  return loadNative().writeMinutiaeRecord(templates, 'iso2005');
}

/** Templates in their packed form as one minutiae record of a form. */
export function toMinutiaeRecord(templates: readonly Uint8Array[], form: RecordForm): Uint8Array {
  return loadNative().writeMinutiaeRecord(templates, form);
}
