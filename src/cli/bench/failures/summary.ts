/** What the causes of several sets come to: a table for people, a document for programs, the first page. */
import { decibels, percent, table } from '../../text.js';
import { type Cause, causes } from './cause.js';
import type { JudgedFailures, JudgedPair } from './judge-set.js';
import { escaped, htmlPage, htmlTable } from './markup.js';
import { causeLimits } from './parameters.js';
import { pageStyle } from './style.js';

export type Kind = JudgedPair['kind'];

/** One pair as causes.json has it. */
export interface PairRecord extends Pick<JudgedPair, 'kind' | 'cause' | 'reason' | 'truth'> {
  readonly a: string;
  readonly b: string;
  /** Decibels; null where a print gave no template. */
  readonly score: number | null;
  readonly paired: number;
  readonly figures?: NonNullable<JudgedPair['measured']>['figures'];
}

/** One set as causes.json has it. */
export interface SetRecord {
  readonly name: string;
  /** Its page beside index.html. */
  readonly page: string;
  readonly fmr: number;
  /** Decibels. */
  readonly threshold: number;
  /** Genuine pairs below the threshold; those beyond the most that are shown have no record. */
  readonly failing: number;
  readonly causes: Readonly<Record<Kind, Partial<Record<Cause, number>>>>;
  readonly pairs: readonly PairRecord[];
}

export function setRecord(
  name: string,
  page: string,
  printNames: readonly string[],
  failures: JudgedFailures,
): SetRecord {
  const { fmr, threshold, failing, pairs } = failures;
  const countOf = (kind: Kind): Partial<Record<Cause, number>> =>
    Object.fromEntries(
      causes.flatMap((cause) => {
        const found = pairs.filter((pair) => pair.kind === kind && pair.cause === cause).length;
        return found === 0 ? [] : [[cause, found]];
      }),
    );
  return {
    ...{ name, page, fmr, threshold, failing },
    causes: { genuine: countOf('genuine'), impostor: countOf('impostor') },
    pairs: pairs.map((pair) => pairRecord(pair, printNames)),
  };
}

function pairRecord(pair: JudgedPair, printNames: readonly string[]): PairRecord {
  const { kind, probe, candidate, score, cause, reason, pairing, truth, measured } = pair;
  return {
    kind,
    a: printNames[probe] ?? '',
    b: printNames[candidate] ?? '',
    score: Number.isFinite(score) ? score : null,
    ...{ cause, reason, paired: pairing.links.length },
    ...(truth === undefined ? {} : { truth: { chains: truth.chains, agreeing: truth.agreeing } }),
    ...(measured === undefined ? {} : { figures: measured.figures }),
  };
}

/** Causes by sets. */
export function causesTable(sets: readonly SetRecord[], kind: Kind): string[][] {
  const total = (cause: Cause): number => sets.reduce((sum, set) => sum + (set.causes[kind][cause] ?? 0), 0);
  const rows = causes
    .filter((cause) => total(cause) > 0)
    .map((cause) => [cause, ...sets.map((set) => String(set.causes[kind][cause] ?? '–')), String(total(cause))]);
  const sums = sets.map((set) => Object.values(set.causes[kind]).reduce((sum, found) => sum + found, 0));
  return [
    [kind === 'genuine' ? 'genuine pairs that fail' : 'highest impostor pairs', ...sets.map(({ name }) => name), 'all'],
    ...rows,
    ['all', ...sums.map(String), String(sums.reduce((sum, found) => sum + found, 0))],
  ];
}

export function causesText(sets: readonly SetRecord[]): string {
  return (['genuine', 'impostor'] as const).map((kind) => table(causesTable(sets, kind))).join('\n\n');
}

const meanings: Readonly<Record<Cause, string>> = {
  'no template': 'A print gave no template.',
  unknown: 'No third print of the finger tells where the one print truly lies on the other.',
  segmentation: `More than ${percent(causeLimits.lostShare, 0)} of what looked like ridges in both prints at first was left out of a foreground.`,
  'little overlap': `The foregrounds share less than ${causeLimits.overlapMm2} mm², or fewer than ${causeLimits.commonMinutiae} minutiae.`,
  distortion: `Known minutiae lie more than ${causeLimits.distortionPx} px (root of the mean square) from where a rigid alignment has them.`,
  orientation: `The ridges run apart by more than 20° in more than ${percent(causeLimits.flowApart, 1)} of the overlap.`,
  'ridge period': `The ridge periods differ by more than a quarter in more than ${percent(causeLimits.periodApart, 1)} of the overlap.`,
  'broken or joined ridges': `Less than ${percent(causeLimits.counterpartShare, 0)} of the minutiae well inside the overlap have a counterpart, and most others face another such: two endings of a break, two bifurcations of a bridge.`,
  'missed or false minutiae': 'The same without facing each other.',
  matcher:
    'None of these: the minutiae are there and the comparison should have found them. Of impostors: enough was compared, and it was too much alike.',
};

export function indexPage(sets: readonly SetRecord[], commit: string): string {
  const linked = (rows: string[][]): string[][] =>
    rows.map((row, at) =>
      row.map((cell, column) => {
        const set = at === 0 ? sets[column - 1] : undefined;
        return set === undefined ? escaped(cell) : `<a href="${escaped(set.page)}">${escaped(cell)}</a>`;
      }),
    );
  return htmlPage(
    'Where comparison fails',
    pageStyle,
    [
      '<h1>Where comparison fails</h1>',
      `<p class="dim">Commit ${escaped(commit)}</p>`,
      htmlTable(linked(causesTable(sets, 'genuine'))),
      htmlTable(linked(causesTable(sets, 'impostor'))),
      `<p>Thresholds at FMR ${percent(sets[0]?.fmr ?? 0, 1)}: ${sets.map(({ name, threshold }) => `${escaped(name)} ${decibels(threshold)}`).join(', ')}.</p>`,
      '<h2>How causes are proposed</h2>',
      '<p>Where one print truly lies on the other is taken from third prints of the same finger that match both of them well. Under that alignment the figures are asked in the order of the list, the touch before the stages of extraction; the first that is beyond what 98 % of matched pairs have is named. It is a proposal: the pictures decide.</p>',
      htmlTable([['cause', 'named where'], ...causes.map((cause) => [cause, escaped(meanings[cause])])]).replace(
        '<table>',
        '<table class="words">',
      ),
    ].join('\n'),
  );
}
