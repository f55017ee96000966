import type { Machine } from '../machine.js';
import { percentile } from '../statistics.js';
import type { Answered, Kind } from './load.js';
import type { Sample } from './samples.js';

export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** A bound that the service has to keep, and whether it did. */
export interface Bound {
  readonly what: string;
  readonly value: number;
  readonly most: number;
  readonly kept: boolean;
}

export interface ServiceDocument {
  readonly machine: Machine;
  readonly commit: string;
  readonly seed: number;
  readonly subjects: number;
  readonly connections: number;
  readonly minutes: number;
  readonly fillSeconds: number;
  readonly startSeconds: number;
  /** One search at a time: the whole, the engine's share, and the rest, which is the service's and the connection's. */
  readonly alone: { readonly whole: Times; readonly engine: Times; readonly added: Times };
  /** Under the mixed load. */
  readonly requestsPerSecond: number;
  readonly times: Readonly<Record<Kind, Times>>;
  readonly firstMinute: Times;
  readonly lastMinute: Times;
  /** Answers other than success, by status; there should be none. */
  readonly failures: Readonly<Record<string, number>>;
  /** Of twice the connections: how many were answered in time, and how many sent away. */
  readonly overload: { readonly answered: number; readonly shed: number; readonly failed: number };
  /** Answers other than success after the overload. */
  readonly failuresAfterwards: number;
  readonly lostWrites: number;
  readonly undoneErasures: number;
  readonly samples: readonly Sample[];
  readonly bounds: readonly Bound[];
}

export function timesOf(ms: readonly number[]): Times {
  const at = (share: number): number => percentile(ms, share) ?? Number.NaN;
  return { count: ms.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export function failuresOf(answered: readonly Answered[]): Record<string, number> {
  const failures: Record<string, number> = {};
  for (const { status } of answered) if (status >= 300) failures[status] = (failures[status] ?? 0) + 1;
  return failures;
}

const minuteMs = 60_000;

/** Searches of the first and of the last minute, or of the halves of a shorter run. */
export function endsOf(answered: readonly Answered[], durationMs: number): readonly [first: Times, last: Times] {
  const span = Math.min(minuteMs, durationMs / 2);
  const searches = answered.filter(({ kind }) => kind === 'search');
  const within = (from: number): Times =>
    timesOf(searches.filter(({ atMs }) => atMs >= from && atMs < from + span).map(({ ms }) => ms));
  return [within(0), within(durationMs - span)];
}

/** Growth of memory beside the gallery's, as a share: from the first third of the samples, when caches are warm, to the last. */
export function growthOf(samples: readonly Sample[]): number {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const mean = (some: readonly Sample[]): number =>
    some.reduce((sum, { memoryBytes, galleryBytes }) => sum + memoryBytes - galleryBytes, 0) / some.length;
  const all = samples.at(-1)?.memoryBytes ?? Number.NaN;
  return (mean(samples.slice(-third)) - mean(samples.slice(third, 2 * third))) / all;
}

type Measured = Omit<ServiceDocument, 'bounds'>;

/** What the service is held to. */
export function boundsOf(document: Measured): Bound[] {
  const { alone, firstMinute, lastMinute, failures, overload, samples } = document;
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const bound = (what: string, value: number, most: number): Bound => ({ what, value, most, kept: value <= most });
  return [
    bound('errors under load', failed, 0),
    bound('lost writes', document.lostWrites, 0),
    bound('erasures undone', document.undoneErasures, 0),
    bound('p99 of the last minute by that of the first', lastMinute.p99 / firstMinute.p99, 1.5),
    bound('growth of memory beside the gallery, share', growthOf(samples), 0.1),
    bound('added to the engine’s search, p50, ms', alone.added.p50, 3),
    bound('event-loop delay p99, worst sample, ms', Math.max(...samples.map((one) => one.eventLoopP99Ms)), 20),
    { what: 'sent away at twice the load', value: overload.shed, most: Number.NaN, kept: overload.shed > 0 },
    bound('errors at twice the load beside 503 and 429', overload.failed, 0),
    bound('errors after it', document.failuresAfterwards, 0),
  ];
}
