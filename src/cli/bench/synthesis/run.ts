/** Real sets and synthetic ones, measured alike. */
import type { FingerPosition, Workbench } from '../../../engine/index.js';
import { attempt } from '../../errors.js';
import { inParallel } from '../../in-parallel.js';
import { readSetPrint } from '../run-set.js';
import { listSetPrints, type SetFolder } from '../set-folder.js';
import { type NamedPrint, type Population, populationOf } from './population.js';

/** Of the synthetic sets: together they stand for all real ones. */
export const difficulties = [0, 0.25, 0.5, 0.75, 1];
const impressions = 2;
/** One sensor in seven is a capacitive one, as among the development sets. */
const sensors = 7;

export interface SyntheticRun {
  readonly seed: number;
  /** Of each set. */
  readonly people: number;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

export async function measureFolder(
  workbench: Workbench,
  folder: SetFolder,
  ppi: number | undefined,
  { onProgress }: Pick<SyntheticRun, 'onProgress'>,
): Promise<Population> {
  const prints = await listSetPrints(folder);
  let done = 0;
  const measured = await inParallel(prints, 2 * workbench.threads, async (print) => {
    const file = await readSetPrint(print, ppi);
    const tried = await attempt(print.path, () => workbench.measure(file));
    onProgress(folder.name, ++done, prints.length);
    return tried.ok ? [{ finger: print.finger, print: tried.value.measurements }] : [];
  });
  return populationOf(workbench, folder.name, measured.flat());
}

interface SyntheticFinger {
  readonly person: number;
  readonly position: FingerPosition;
}

/** Two fingers a person, so that all ten come up; other people at every difficulty. */
function fingersOf(level: number, people: number): SyntheticFinger[] {
  return Array.from({ length: people }, (_, index) => level * people + index + 1).flatMap((person) => [
    { person, position: (1 + (person % 5)) as FingerPosition },
    { person, position: (6 + ((person + 2) % 5)) as FingerPosition },
  ]);
}

export async function imagePopulations(workbench: Workbench, run: SyntheticRun): Promise<Population[]> {
  const { seed, people, onProgress } = run;
  const total = difficulties.length * people * 2;
  let done = 0;
  const populations: Population[] = [];
  for (const [level, difficulty] of difficulties.entries()) {
    const measured = await inParallel(fingersOf(level, people), 2 * workbench.threads, async ({ person, position }) => {
      const prints: NamedPrint[] = [];
      for (let impression = 0; impression < impressions; impression += 1) {
        const sensor = person % sensors === 0 ? 'capacitive' : 'optical';
        const request = { seed, person, position, impression, difficulty, sensor } as const;
        const tried = await attempt('synthetic print', () => workbench.measureSynthetic(request));
        if (tried.ok) prints.push({ finger: `${person}-${position}`, print: tried.value.measurements });
      }
      onProgress('synthetic images', ++done, total);
      return prints;
    });
    populations.push(await populationOf(workbench, `images, difficulty ${difficulty}`, measured.flat()));
  }
  return populations;
}

export async function templatePopulations(workbench: Workbench, run: SyntheticRun): Promise<Population[]> {
  const populations: Population[] = [];
  for (const [level, difficulty] of difficulties.entries()) {
    const fingers = fingersOf(level, run.people);
    const measured = await inParallel(fingers, 2 * workbench.threads, async ({ person, position }) => {
      const request = { seed: run.seed, person, position, impressions, difficulty };
      const prints = await workbench.measureSyntheticTemplates(request);
      return prints.map((print) => ({ finger: `${person}-${position}`, print }));
    });
    populations.push(await populationOf(workbench, `templates, difficulty ${difficulty}`, measured.flat()));
    run.onProgress('synthetic templates', level + 1, difficulties.length);
  }
  return populations;
}

export interface Agreement {
  /** Shares, 0 to 1. */
  readonly found: number;
  readonly wrong: number;
  readonly known: number;
}

/** How well extraction agrees with the truth about clean impressions. */
export async function agreementOnCleanPrints(workbench: Workbench, run: SyntheticRun): Promise<Agreement> {
  const fingers = fingersOf(difficulties.length, run.people);
  let done = 0;
  const agreements = await inParallel(fingers, 2 * workbench.threads, async ({ person, position }) => {
    const request = { seed: run.seed, person, position, impression: 0, condition: 'clean' } as const;
    const { agreement } = await workbench.measureSynthetic(request);
    run.onProgress('clean impressions', ++done, fingers.length);
    return agreement === undefined ? [] : [agreement];
  });
  const all = agreements.flat();
  const sum = (of: 'known' | 'found' | 'extracted' | 'wrong'): number =>
    all.reduce((total, each) => total + each[of], 0);
  return { known: sum('known'), found: sum('found') / sum('known'), wrong: sum('wrong') / sum('extracted') };
}
