import type { Trail } from '../audit/trail.js';
import type { Counters } from './counters.js';

/** What is counted for each month, client and system. */
export const figureNames = [
  'enrolments',
  'amendments',
  'erasures',
  'searches',
  'hits',
  'verifications',
  'refusals',
  'failures',
  'printsTaken',
  'printsRefusedForQuality',
  'printsUnreadable',
  'hitsConfirmed',
  'hitsRefuted',
  'hitsMissed',
  'answeredWithin100ms',
  'answeredWithin1s',
  'answeredWithin10s',
  'answeredLater',
] as const;

export type Figure = (typeof figureNames)[number];

/** Counts below this might be about somebody in particular: they are answered as null. A usual bound of statistical offices. */
export const smallestCount = 5;

const prefix = 'month';

/** An operation that ended. */
export interface Ended {
  readonly client: string;
  readonly figure?: Figure | undefined;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly trail: Trail;
  readonly durationMs: number;
}

export interface StatisticsRow {
  readonly client: string;
  readonly system: string;
  readonly figures: Readonly<Record<Figure, number | null>>;
}

/** Counts by month, client and system; no person is in them. */
export class Statistics {
  readonly #counters: Counters;
  readonly #now: () => Date;

  constructor(counters: Counters, now: () => Date = () => new Date()) {
    this.#counters = counters;
    this.#now = now;
  }

  count({ client, figure, outcome, trail, durationMs }: Ended): void {
    for (const system of trail.systems.length === 0 ? [''] : trail.systems) {
      const add = (name: Figure, amount = 1): void => this.add(client, system, name, amount);
      if (outcome === 'refused') add('refusals');
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

  /** The rows of a month such as 2026-11, small counts as null. */
  rowsOf(month: string): StatisticsRow[] {
    const rows = new Map<string, { client: string; system: string; figures: Record<Figure, number | null> }>();
    for (const [name, count] of this.#counters.entries()) {
      const [kind, counted, client = '', system = '', figure] = JSON.parse(name) as readonly string[];
      if (kind !== prefix || counted !== month) continue;
      const key = JSON.stringify([client, system]);
      const row = rows.get(key) ?? { client, system, figures: noFigures() };
      rows.set(key, row);
      row.figures[figure as Figure] = count < smallestCount ? null : count;
    }
    return [...rows.values()];
  }
}

function classOf(durationMs: number): Figure {
  if (durationMs <= 100) return 'answeredWithin100ms';
  if (durationMs <= 1000) return 'answeredWithin1s';
  return durationMs <= 10_000 ? 'answeredWithin10s' : 'answeredLater';
}

function noFigures(): Record<Figure, number | null> {
  return Object.fromEntries(figureNames.map((name) => [name, 0])) as Record<Figure, number | null>;
}
