import { percent, table } from '../text.js';
import type { Interval } from './confidence.js';
import { type JudgedSet, meanOf } from './set-result.js';

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

/** The results of all sets as people read them. */
export function verificationTable(sets: readonly JudgedSet[]): string {
  const rows = sets.map(rowOf);
  return table(sets.length > 1 ? [heading, ...rows, meanRow(sets)] : [heading, ...rows]);
}

function rowOf({ result, confidence }: JudgedSet): string[] {
  const { extractMs, compareUs, templateBytes, fnmrAtFmr } = result;
  return [
    result.name,
    String(result.images),
    String(result.genuine),
    String(result.impostor),
    percent(result.failureToExtract),
    percent(result.eer),
    interval(confidence.eer),
    percent(fnmrAtFmr['0.01']),
    percent(fnmrAtFmr['0.001']),
    interval(confidence.fnmrAtFmr001),
    percent(fnmrAtFmr['0.0001']),
    percent(result.zeroFmr),
    measured(extractMs.p50, 'ms', 1),
    measured(extractMs.p95, 'ms', 1),
    measured(compareUs.p50, 'µs', 0),
    measured(templateBytes.p50, 'B', 0),
  ];
}

function meanRow(sets: readonly JudgedSet[]): string[] {
  const { eer, fnmrAtFmr } = meanOf(sets.map(({ result }) => result));
  const { '0.01': at1, '0.001': at01, '0.0001': at001 } = fnmrAtFmr;
  return [
    'mean',
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

function interval([low, high]: Interval): string {
  return `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}`;
}

function measured(value: number | null, unit: string, digits: number): string {
  return value === null ? '–' : `${value.toFixed(digits)} ${unit}`;
}
