/** The same trial under another condition: the probe of each pair cut or turned, or the templates gone through another format. */
import { type ImageChange, RidgelineError, toIso19794_2, type Workbench } from '../../engine/index.js';
import { inParallel } from '../in-parallel.js';
import { compareAll, extractAll, isMissing, type SetRun, type TrialOptions } from './run-set.js';

export const throughFormats = ['iso19794-2'] as const;

export interface Variation {
  /** Columns and rows that every probe's image loses at its left and top. */
  readonly cutPx: number;
  /** Of every probe's image, clockwise; 0 leaves it as it is. */
  readonly turnDegrees: number;
  /** Every template is written in this format and read back. */
  readonly through: (typeof throughFormats)[number] | undefined;
}

export function isVaried({ through, ...change }: Variation): boolean {
  return isChange(change) || through !== undefined;
}

/** As people read it. */
export function variationWords({ cutPx, turnDegrees, through }: Variation): string {
  const cut = cutPx === 0 ? [] : [`probes cut by ${cutPx} px`];
  const turned = turnDegrees === 0 ? [] : [`probes turned by ${turnDegrees}°`];
  return [...cut, ...turned, ...(through === undefined ? [] : [`through ${through}`])].join(', ');
}

function isChange({ cutPx, turnDegrees }: Required<ImageChange>): boolean {
  return cutPx !== 0 || turnDegrees !== 0;
}

/** The pairs of a run once more, under the condition. Times are those of the run. */
export async function varyRun(
  workbench: Workbench,
  run: SetRun,
  { through, ...change }: Variation,
  options: TrialOptions,
): Promise<SetRun> {
  const { name, prints, scores } = run;
  if (isChange(change) && run.extractMs.length === 0) {
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `${name}: expected images to be changed, but its files hold templates`,
    );
  }
  const changed = isChange(change) ? await extractAll(workbench, name, prints, options, change) : run.templates;
  const carried = async (templates: readonly Uint8Array[]): Promise<readonly Uint8Array[]> =>
    through === undefined ? templates : await throughIso(workbench, templates);
  const probes = await carried(changed);
  const candidates = changed === run.templates ? probes : await carried(run.templates);
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
