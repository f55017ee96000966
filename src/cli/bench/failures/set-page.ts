/** The page of one set: every pair with its pictures, figures and cause. */
import { decibels, percent } from '../../text.js';
import type { PairFigures } from './cause.js';
import type { JudgedFailures, JudgedPair } from './judge-set.js';
import { escaped, htmlPage } from './markup.js';
import { causeLimits } from './parameters.js';
import { markColours, overlayColours, pageStyle } from './style.js';

/** The stages that are shown of every print, in their order, with their names for people. */
export const shownStages = {
  print: 'print at 500 ppi',
  orientation: 'orientation',
  foreground: 'foreground',
  'ridge-period': 'ridge period',
  enhanced: 'enhanced',
  cleaned: 'skeleton',
} as const;

/** Where the pictures of a set lie, as its page refers to them. */
export interface PageFiles {
  /** The picture of a stage of a print. */
  readonly stage: (print: number, stage: string) => string;
  readonly drawing: (pair: JudgedPair) => string | undefined;
  readonly overlay: (pair: JudgedPair) => string | undefined;
}

export function setPage(
  name: string,
  printNames: readonly string[],
  failures: JudgedFailures,
  files: PageFiles,
): string {
  const { pairs, threshold, fmr, failing } = failures;
  const [genuine, impostor] = (['genuine', 'impostor'] as const).map((kind) =>
    pairs.filter((pair) => pair.kind === kind),
  );
  const card = (pair: JudgedPair, order: number): string => pairCard(pair, order, printNames, failures, files);
  return htmlPage(
    `Failures: ${name}`,
    pageStyle,
    [
      `<p><a href="index.html">All sets</a></p><h1>${escaped(name)}</h1>`,
      `<p>Pairs match from ${decibels(threshold)} on (FMR ${percent(fmr, 1)}). ${failing} genuine pairs lie below; ${genuine?.length ?? 0} of them are shown, worst first.</p>`,
      legend(),
      '<h2>Genuine pairs that fail</h2>',
      ...(genuine ?? []).map(card),
      '<h2>Highest impostor pairs</h2>',
      '<p class="dim">There is no true alignment: overlap and counterparts are those of the alignment that the matcher found.</p>',
      ...(impostor ?? []).map(card),
    ].join('\n'),
  );
}

function legend(): string {
  const ring = (colour: string, words: string): string => `<span><i style="border-color:${colour}"></i>${words}</span>`;
  const block = ([red, green, blue]: readonly number[], words: string): string =>
    `<span><i style="border-color:rgb(${red} ${green} ${blue});border-radius:2px"></i>${words}</span>`;
  return `<div class="key">${[
    ring('hsl(300 95% 38%)', 'numbered: paired by the matcher, dashed where the true alignment says otherwise'),
    ring(markColours.missed, 'both prints have it, not paired'),
    ring(markColours.lonely, 'in the overlap, only this print has it'),
    ring(markColours.outside, 'outside of the overlap'),
    ring(markColours.overlap, 'overlap of the foregrounds'),
    block(overlayColours.probe, 'ridges of the first print'),
    block(overlayColours.candidate, 'of the second'),
    block(overlayColours.both, 'of both'),
  ].join('')}</div><p class="dim">The fainter a minutia, the lower its quality.</p>`;
}

function pairCard(
  pair: JudgedPair,
  order: number,
  printNames: readonly string[],
  { threshold, prints }: JudgedFailures,
  files: PageFiles,
): string {
  const names = [pair.probe, pair.candidate].map((print) => printNames[print] ?? String(print));
  const overlay = files.overlay(pair);
  const score = Number.isFinite(pair.score) ? decibels(pair.score) : 'no score';
  return [
    `<article id="${pair.kind}-${order + 1}"><header><h3>${order + 1}. ${names.map(escaped).join(' and ')}</h3>`,
    `<span class="score">${score}</span><span class="dim">threshold ${decibels(threshold)}</span>`,
    `<span class="cause ${pair.kind}">${pair.cause}</span><span>${escaped(pair.reason)}</span></header>`,
    `<div class="main">${files.drawing(pair) ?? '<p>A print gave no template: there are no minutiae to draw.</p>'}`,
    overlay === undefined
      ? ''
      : `<figure><img src="${escaped(overlay)}" alt="ridges of both prints laid over each other"><figcaption>${overlayCaption(pair)}</figcaption></figure>`,
    `</div><div>${figureList(pair, prints)}</div>`,
    ...[pair.probe, pair.candidate].map((print, at) => stageRow(print, names[at] ?? '', prints, files)),
    '</article>',
  ].join('\n');
}

function overlayCaption({ truth }: JudgedPair): string {
  if (truth === undefined) return 'Ridges as the matcher aligned them, bent after its pairs.';
  const chains = `${truth.agreeing} of ${truth.chains} ${truth.chains === 1 ? 'chain' : 'chains'}`;
  return `Ridges in their true alignment, bent after known minutiae (${chains} through other prints say so).`;
}

function figureList(pair: JudgedPair, prints: JudgedFailures['prints']): string {
  const both = [prints.get(pair.probe), prints.get(pair.candidate)].map((print) => print?.contents);
  const each = (value: (contents: NonNullable<(typeof both)[number]>) => number): string =>
    both.map((contents) => (contents === undefined ? '–' : String(value(contents)))).join(' / ');
  const items = [
    ['minutiae', each(({ x }) => x.length), false],
    ['quality', each(({ quality }) => quality), false],
    ['paired', String(pair.pairing.links.length), false],
    ...figuresOf(pair.measured?.figures),
  ] as const;
  return `<dl>${items
    .map(([name, value, odd]) => `<div><dt>${name}</dt><dd${odd ? ' class="odd"' : ''}>${value}</dd></div>`)
    .join('')}</dl>`;
}

type Item = readonly [name: string, value: string, odd: boolean];

/** Those beyond what is usual among matched pairs are marked. */
function figuresOf(figures: PairFigures | undefined): Item[] {
  if (figures === undefined) return [];
  const { overlapMm2, commonMinutiae, distortionPx, rightPairs, counterpartShare } = figures;
  const above = (name: string, key: 'lostShare' | 'flowApart' | 'periodApart'): Item => [
    name,
    percent(figures[key], 0),
    figures[key] > causeLimits[key],
  ];
  const optional = (value: number | undefined, item: (value: number) => Item): Item[] =>
    value === undefined ? [] : [item(value)];
  return [
    ...optional(rightPairs, (share) => ['rightly', percent(share, 0), share < 0.5]),
    ['overlap', `${overlapMm2.toFixed(0)} mm²`, overlapMm2 < causeLimits.overlapMm2],
    ['minutiae there', String(commonMinutiae), commonMinutiae < causeLimits.commonMinutiae],
    ['with counterpart', percent(counterpartShare, 0), counterpartShare < causeLimits.counterpartShare],
    ['facing another', percent(figures.facingShare, 0), figures.facingShare > causeLimits.facingShare],
    above('left out', 'lostShare'),
    above('flow apart', 'flowApart'),
    above('period apart', 'periodApart'),
    ...optional(distortionPx, (px) => ['distortion', `${px.toFixed(1)} px`, px > causeLimits.distortionPx]),
  ];
}

function stageRow(print: number, name: string, prints: JudgedFailures['prints'], files: PageFiles): string {
  const pictures = prints.get(print)?.pictures ?? {};
  const figures = Object.entries(shownStages)
    .filter(([stage]) => pictures[stage] !== undefined)
    .map(([stage, words]) => {
      const path = escaped(files.stage(print, stage));
      return `<figure><a href="${path}"><img src="${path}" alt="${escaped(name)}: ${words}" loading="lazy"></a><figcaption>${escaped(name)}: ${words}</figcaption></figure>`;
    });
  return `<div class="stages">${figures.join('')}</div>`;
}
