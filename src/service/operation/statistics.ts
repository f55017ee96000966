import type { Trail } from '../audit/trail.js';
import { type ErrorRates, errorRates, noRates, reportedFigures } from '../outcomes/error-rates.js';
import type { ReportedSearch } from '../outcomes/outcomes.js';
import type { Counters } from './counters.js';
import { type Figure, type Figures, figureNames } from './figures.js';

/** Counts below this might be about somebody in particular: they are answered as null. A usual bound of statistical offices. */
export const smallestCount = 5;

const prefix = 'month';

/** An operation that ended. */
export interface Ended {
  readonly client: string;
  readonly figure?: Figure | undefined;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** Of a refusal: that the data could not be used. */
  readonly isUnusable?: boolean;
  readonly trail: Trail;
  readonly durationMs: number;
}

export interface StatisticsRow {
  readonly client: string;
  readonly system: string;
  readonly figures: Readonly<Record<Figure, number | null>>;
  readonly rates: ErrorRates;
}

/** Counts by month, client and system; no person is in them. */
export class Statistics {
  readonly #counters: Counters;
  readonly #now: () => Date;

  constructor(counters: Counters, now: () => Date = () => new Date()) {
    this.#counters = counters;
    this.#now = now;
  }

  count({ client, figure, outcome, isUnusable, trail, durationMs }: Ended): void {
    for (const system of trail.systems.length === 0 ? [''] : trail.systems) {
      const add = (name: Figure, amount = 1): void => this.add(client, system, name, amount);
      if (outcome === 'refused') add('refusals');
      if (isUnusable === true && figure === 'enrolments') add('enrolmentsFailed');
      if (outcome === 'failed') add('failures');
      if (outcome === 'done' && figure !== undefined) add(figure);
      if (trail.decision === 'hit' && figure === 'searches') add('hits');
      const refused = trail.prints?.filter(({ change }) => change === 'refused').length ?? 0;
      add('printsTaken', (trail.prints?.length ?? 0) - refused);
      add('printsRefusedForQuality', refused);
      add('printsUnreadable', trail.unreadable);
      if (figure !== undefined) add(classOf(durationMs));
    }
  }

  add(client: string, system: string, figure: Figure, amount = 1): void {
    if (amount === 0) return;
    const month = this.#now().toISOString().slice(0, 7);
    this.#counters.add(JSON.stringify([prefix, month, client, system, figure]), amount);
  }

  /** The rows of a month such as 2026-11 with what was reported of its searches, small counts as null. */
  rowsOf(month: string, reported: readonly ReportedSearch[]): StatisticsRow[] {
    const rows = new Map<string, CountedRow>();
    const rowOf = (client: string, system: string): CountedRow => {
      const key = JSON.stringify([client, system]);
      const row = rows.get(key) ?? { client, system, figures: noFigures(), reported: [] };
      rows.set(key, row);
      return row;
    };
    for (const [name, count] of this.#counters.entries()) {
      const [kind, counted, client = '', system = '', figure] = JSON.parse(name) as readonly string[];
      if (kind === prefix && counted === month) rowOf(client, system).figures[figure as Figure] = count;
    }
    for (const search of reported) {
      for (const system of search.systems) rowOf(search.client, system).reported.push(search);
    }
    return [...rows.values()].map(published);
  }
}

interface CountedRow {
  readonly client: string;
  readonly system: string;
  readonly figures: Figures;
  readonly reported: ReportedSearch[];
}

function published({ client, system, figures, reported }: CountedRow): StatisticsRow {
  const all = { ...figures, ...reportedFigures(reported) };
  const shown = figureNames.map((name) => [name, all[name] > 0 && all[name] < smallestCount ? null : all[name]]);
  return {
    client,
    system,
    figures: Object.fromEntries(shown) as StatisticsRow['figures'],
    // What reached no system has no searches and no entries.
    rates: system === '' ? noRates : errorRates(all, smallestCount),
  };
}

function classOf(durationMs: number): Figure {
  if (durationMs <= 100) return 'answeredWithin100ms';
  if (durationMs <= 1000) return 'answeredWithin1s';
  return durationMs <= 10_000 ? 'answeredWithin10s' : 'answeredLater';
}

function noFigures(): Figures {
  return Object.fromEntries(figureNames.map((name) => [name, 0])) as Figures;
}
