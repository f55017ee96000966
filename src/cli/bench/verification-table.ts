import { percent, table } from '../text.js';
import { type Interval, interval } from './confidence.js';
import { type JudgedSet, meanOf } from './set-result.js';
import { mean } from './statistics.js';

const heading = [
  'set',
  'prints',
  'genuine',
  'impostor',
  'no template',
  'EER',
  '95 %',
  'FNMR at FMR 1 %',
  '0.1 %',
  '95 %',
  '0.01 %',
  'ZeroFMR',
  'extract p50',
  'p95',
  'compare p50',
  'template',
];

/** Results of the same sets under one condition. */
export interface JudgedTrial {
  /** Behind the names of sets, and before the mean; empty where nothing was varied. */
  readonly condition: string;
  readonly sets: readonly JudgedSet[];
}

/** The results of all sets as people read them; those of one set under several conditions stand together. */
export function verificationTable(trials: readonly JudgedTrial[]): string {
  const sets = trials[0]?.sets ?? [];
  const rows = sets.flatMap((_, at) =>
    trials.flatMap(({ condition, sets: judged }) => judged.slice(at, at + 1).map((set) => rowOf(set, condition))),
  );
  return table(sets.length > 1 ? [heading, ...rows, ...trials.map(meanRow)] : [heading, ...rows]);
}

/** What the second trial's condition costs against the first's, with the interval that drawing fingers anew leaves. */
export function costLine(trials: readonly [JudgedTrial, JudgedTrial]): string {
  const [before = 0, after = 0] = trials.map(({ sets }) => mean(sets.map(({ result }) => result.fnmrAtFmr['0.001'])));
  const change = `FNMR at FMR 0.1 % ${percent(before)} → ${percent(after)}`;
  if (before === 0) return `${trials[1].condition}: ${change}`;
  const [low, high] = interval(relativeDraws(trials));
  const range = `95 %: ${relative(low)} to ${relative(high)}`;
  return `${trials[1].condition}: ${change}, ${relative(after / before - 1)} relative (${range})`;
}

function relative(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share), 1)}`;
}

/** The relative cost in every draw that leaves a rate to relate to. */
function relativeDraws(trials: readonly [JudgedTrial, JudgedTrial]): number[] {
  const count = Math.min(...trials.flatMap(({ sets }) => sets.map(({ confidence }) => confidence.fnmrDraws.length)));
  return Array.from({ length: count }, (_, draw) => {
    const [before = 0, after = 0] = trials.map(({ sets }) =>
      mean(sets.map(({ confidence }) => confidence.fnmrDraws[draw] ?? Number.NaN)),
    );
    return after / before - 1;
  }).filter(Number.isFinite);
}

function named(name: string, condition: string): string {
  return condition === '' ? name : `${name}, ${condition}`;
}

function rowOf({ result, confidence }: JudgedSet, condition: string): string[] {
  const { extractMs, compareUs, templateBytes, fnmrAtFmr } = result;
  return [
    named(result.name, condition),
    String(result.images),
    String(result.genuine),
    String(result.impostor),
    percent(result.failureToExtract),
    percent(result.eer),
    intervalCell(confidence.eer),
    percent(fnmrAtFmr['0.01']),
    percent(fnmrAtFmr['0.001']),
    intervalCell(confidence.fnmrAtFmr001),
    percent(fnmrAtFmr['0.0001']),
    percent(result.zeroFmr),
    measured(extractMs.p50, 'ms', 1),
    measured(extractMs.p95, 'ms', 1),
    measured(compareUs.p50, 'µs', 0),
    measured(templateBytes.p50, 'B', 0),
  ];
}

function meanRow({ sets, condition }: JudgedTrial): string[] {
  const { eer, fnmrAtFmr } = meanOf(sets.map(({ result }) => result));
  const { '0.01': at1, '0.001': at01, '0.0001': at001 } = fnmrAtFmr;
  return [
    named('mean', condition),
    '',
    '',
    '',
    '',
    percent(eer),
    '',
    percent(at1),
    percent(at01),
    '',
    percent(at001),
    '',
    '',
    '',
    '',
    '',
  ];
}

function intervalCell([low, high]: Interval): string {
  return `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}`;
}

function measured(value: number | null, unit: string, digits: number): string {
  return value === null ? '–' : `${value.toFixed(digits)} ${unit}`;
}
