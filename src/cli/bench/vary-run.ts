/** The same trial under another condition: the probe of each pair turned, or the templates gone through another format. */
import { RidgelineError, toIso19794_2, type Workbench } from '../../engine/index.js';
import { inParallel } from '../in-parallel.js';
import { compareAll, extractAll, isMissing, type SetRun, type TrialOptions } from './run-set.js';

export const throughFormats = ['iso19794-2'] as const;

export interface Variation {
  /** Of every probe's image, clockwise; 0 leaves it as it is. */
  readonly turnDegrees: number;
  /** Every template is written in this format and read back. */
  readonly through: (typeof throughFormats)[number] | undefined;
}

export function isVaried({ turnDegrees, through }: Variation): boolean {
  return turnDegrees !== 0 || through !== undefined;
}

/** As people read it. */
export function variationWords({ turnDegrees, through }: Variation): string {
  const turned = turnDegrees === 0 ? [] : [`probes turned by ${turnDegrees}°`];
  return [...turned, ...(through === undefined ? [] : [`through ${through}`])].join(', ');
}

/** The pairs of a run once more, under the condition. Times are those of the run. */
export async function varyRun(
  workbench: Workbench,
  run: SetRun,
  { turnDegrees, through }: Variation,
  options: TrialOptions,
): Promise<SetRun> {
  const { name, prints, scores } = run;
  if (turnDegrees !== 0 && run.extractMs.length === 0) {
    throw new RidgelineError('INVALID_ARGUMENT', `${name}: expected images to be turned, but its files hold templates`);
  }
  const turned = turnDegrees === 0 ? run.templates : await extractAll(workbench, name, prints, options, turnDegrees);
  const carried = async (templates: readonly Uint8Array[]): Promise<readonly Uint8Array[]> =>
    through === undefined ? templates : await throughIso(workbench, templates);
  const probes = await carried(turned);
  const candidates = turned === run.templates ? probes : await carried(run.templates);
  const both = [...probes, ...candidates];
  const pairs = { genuine: apart(scores.pairs.genuine, probes), impostor: apart(scores.pairs.impostor, probes) };
  return {
    ...run,
    templates: probes,
    scores: { ...scores, ...(await compareAll(workbench, both, pairs, options)) },
    failuresToExtract: probes.filter((probe, at) => isMissing(probe) || isMissing(candidates[at] ?? probe)).length,
    templateBytes: both.filter((template) => !isMissing(template)).map(({ length }) => length),
  };
}

/** The pairs as indices into the probes and, behind them, the candidates. */
function apart(pairs: Uint32Array, probes: readonly unknown[]): Uint32Array {
  return pairs.map((print, at) => (at % 2 === 0 ? print : print + probes.length));
}

async function throughIso(workbench: Workbench, templates: readonly Uint8Array[]): Promise<Uint8Array[]> {
  return await inParallel(templates, 2 * workbench.threads, async (template) => {
    if (isMissing(template)) return template;
    const record = toIso19794_2([template]);
    return (await workbench.timeExtraction({ bytes: record, name: 'ISO/IEC 19794-2 record' })).template;
  });
}
