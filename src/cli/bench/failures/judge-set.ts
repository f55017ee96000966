/** Every pair worth looking at of one set, taken apart and judged. */
import type { DissectedPrint, Workbench } from '../../../engine/index.js';
import { inParallel } from '../../in-parallel.js';
import { readSetPrint, type SetRun } from '../run-set.js';
import { type Proposal, proposeCause, proposeImpostorCause } from './cause.js';
import { type MeasuredPair, measurePair, type WithTemplate, withTemplate } from './figures.js';
import { weak } from './parameters.js';
import { fitRigid } from './rigid.js';
import {
  type Alignment,
  findTrueAlignment,
  type Pairing,
  pairingOf,
  reversed,
  type TrueAlignment,
} from './true-alignment.js';
import { findWorstPairs, type Most, type ScoredPair, scoredPairs, type WorstPairs } from './worst-pairs.js';

export interface JudgedPair extends ScoredPair, Proposal {
  readonly kind: 'genuine' | 'impostor';
  /** What the matcher held for the same. */
  readonly pairing: Pairing;
  /** The true one of a genuine pair, where it is known; otherwise what the matcher found. */
  readonly alignment?: Alignment;
  /** Chains through other prints that the true alignment rests on. */
  readonly truth?: Pick<TrueAlignment, 'chains' | 'agreeing'>;
  /** Under the alignment. */
  readonly measured?: MeasuredPair;
}

export interface JudgedFailures extends Omit<WorstPairs, 'genuine' | 'impostor'> {
  readonly fmr: number;
  readonly pairs: readonly JudgedPair[];
  /** Of the pairs, by their index in the set. */
  readonly prints: ReadonlyMap<number, DissectedPrint>;
}

export interface JudgeOptions {
  readonly fmr: number;
  readonly most: Most;
  readonly ppi?: number | undefined;
  /** The stages whose pictures are kept. */
  readonly stages: readonly string[];
  readonly onProgress: (done: number, total: number) => void;
}

export async function judgeFailures(workbench: Workbench, run: SetRun, options: JudgeOptions): Promise<JudgedFailures> {
  const { genuine, impostor, threshold, failing } = findWorstPairs(run.scores, options.fmr, options.most);
  const pairings = await pairFingers(workbench, run, genuine, impostor);
  const prints = await dissectPrints(workbench, run, [...genuine, ...impostor], options);
  const pairs = [
    ...genuine.map((pair) => judgeGenuine(pair, run.scores.fingers, prints, pairings)),
    ...impostor.map((pair) => judgeImpostor(pair, prints, pairings)),
  ];
  return { fmr: options.fmr, threshold, failing, pairs, prints };
}

async function dissectPrints(
  workbench: Workbench,
  run: SetRun,
  pairs: readonly ScoredPair[],
  { ppi, stages, onProgress }: JudgeOptions,
): Promise<ReadonlyMap<number, DissectedPrint>> {
  const wanted = [...new Set(pairs.flatMap(({ probe, candidate }) => [probe, candidate]))];
  let done = 0;
  const dissected = await inParallel(wanted, workbench.threads, async (print) => {
    const found = run.prints[print];
    if (found === undefined) throw new RangeError(`the set has no print ${print}`);
    const whole = await workbench.dissect(await readSetPrint(found, ppi));
    onProgress(++done, wanted.length);
    const pictures = Object.entries(whole.pictures).filter(([stage]) => stages.includes(stage));
    return [print, { ...whole, pictures: Object.fromEntries(pictures) }] as const;
  });
  return new Map(dissected);
}

type Pairings = (from: number, to: number) => Pairing | undefined;

/** What the matcher pairs in the impostor pairs and in all genuine pairs of the fingers that have failing ones. */
async function pairFingers(
  workbench: Workbench,
  run: SetRun,
  failing: readonly ScoredPair[],
  impostor: readonly ScoredPair[],
): Promise<Pairings> {
  const { fingers } = run.scores;
  const hard = new Set(failing.map(({ probe }) => fingers[probe]));
  const genuine = scoredPairs(run.scores.pairs.genuine, run.scores.genuine);
  const all = [...impostor, ...genuine.filter(({ probe }) => hard.has(fingers[probe]))];
  const explained = await workbench.explainPairs(
    run.templates,
    Uint32Array.from(all.flatMap(({ probe, candidate }) => [probe, candidate])),
  );
  const found = new Map(all.map(({ probe, candidate }, at) => [`${probe} ${candidate}`, explained[at]]));
  return (from, to) => {
    const [forth, back] = [found.get(`${from} ${to}`), found.get(`${to} ${from}`)];
    if (forth !== undefined) return pairingOf(forth);
    return back === undefined ? undefined : reversed(pairingOf(back));
  };
}

const nothing: Pairing = { score: 0, links: [] };

export function judgeGenuine(
  pair: ScoredPair,
  fingers: readonly string[],
  prints: ReadonlyMap<number, DissectedPrint>,
  pairings: Pairings,
): JudgedPair {
  const pairing = pairings(pair.probe, pair.candidate) ?? nothing;
  const judged = { ...pair, kind: 'genuine', pairing } as const;
  const both = withTemplates(pair, prints);
  if (both === undefined) return { ...judged, cause: 'no template', reason: 'a print gave no template' };
  const finger = fingers[pair.probe];
  const sameFinger = [...fingers.keys()].filter((print) => fingers[print] === finger);
  const truth = findTrueAlignment(pair.probe, pair.candidate, sameFinger, pairings);
  if (truth === undefined) {
    const reason = 'no third print of the finger matches both without doubt, so the true alignment is not known';
    return { ...judged, ...matchersOwn(both, pairing), cause: 'unknown', reason };
  }
  const measured = measurePair(...both, truth, pairing);
  return { ...judged, ...proposeCause(measured.figures), alignment: truth, truth, measured };
}

function judgeImpostor(pair: ScoredPair, prints: ReadonlyMap<number, DissectedPrint>, pairings: Pairings): JudgedPair {
  const pairing = pairings(pair.probe, pair.candidate) ?? nothing;
  const judged = { ...pair, kind: 'impostor', pairing } as const;
  const both = withTemplates(pair, prints);
  if (both === undefined) return { ...judged, cause: 'no template', reason: 'a print gave no template' };
  const own = matchersOwn(both, pairing);
  if (own.measured === undefined) return { ...judged, cause: 'unknown', reason: 'the matcher paired next to nothing' };
  return { ...judged, ...own, ...proposeImpostorCause(own.measured.figures) };
}

function withTemplates(
  { probe, candidate }: ScoredPair,
  prints: ReadonlyMap<number, DissectedPrint>,
): readonly [WithTemplate, WithTemplate] | undefined {
  const [one, other] = [withTemplate(prints.get(probe)), withTemplate(prints.get(candidate))];
  return one && other && [one, other];
}

function matchersOwn(
  both: readonly [WithTemplate, WithTemplate],
  pairing: Pairing,
): Pick<JudgedPair, 'alignment' | 'measured'> {
  const rigid = pairing.links.length < weak.pairs ? undefined : fitRigid(pairing.links);
  if (rigid === undefined) return {};
  const alignment = { rigid, links: pairing.links };
  return { alignment, measured: measurePair(...both, alignment, pairing) };
}
