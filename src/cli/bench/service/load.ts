import { setTimeout as sleep } from 'node:timers/promises';
import type { Connections, Exchange } from './connections.js';
import { type Bodies, owner, system } from './people.js';

export type Kind = 'search' | 'enrolment' | 'erasure';

/** Shares of the operations; the rest are searches. */
const enrolmentShare = 0.15;
const erasureShare = 0.05;

/** One request that was answered. */
export interface Answered {
  readonly kind: Kind;
  readonly status: number;
  /** When it was sent, ms since the load began. */
  readonly atMs: number;
  readonly ms: number;
}

/** What the service must hold at the end. */
export class Ledger {
  /** Entered and acknowledged, and not erased. */
  readonly present = new Set<string>();
  readonly erased = new Set<string>();
  /** References whose last operation failed: they may be there or not. */
  readonly unsure = new Set<string>();
  #next = 0;

  newReference(): string {
    return `N${this.#next++}`;
  }

  /** One that is there, taken out; undefined where there is none. */
  takeOne(): string | undefined {
    const [reference] = this.present;
    if (reference !== undefined) this.present.delete(reference);
    return reference;
  }
}

export interface LoadOptions {
  readonly connections: Connections;
  readonly tokens: readonly string[];
  readonly bodies: Bodies;
  readonly ledger: Ledger;
  /** Requests under way at a time. */
  readonly width: number;
  readonly durationMs: number;
  readonly onProgress?: (elapsedMs: number) => void;
}

/** Keeps so many requests under way for a time. Whoever is told to come back later does. */
export async function runLoad(options: LoadOptions): Promise<Answered[]> {
  const answered: Answered[] = [];
  const startMs = performance.now();
  const elapsedMs = (): number => performance.now() - startMs;
  let turn = 0;
  const lane = async (): Promise<void> => {
    while (elapsedMs() < options.durationMs) {
      const atMs = elapsedMs();
      const { kind, exchange } = await perform(options, turn++);
      answered.push({ kind, status: exchange.status, atMs, ms: exchange.ms });
      options.onProgress?.(Math.min(options.durationMs, elapsedMs()));
      if (exchange.retryAfterS > 0) await sleep(1000 * exchange.retryAfterS);
    }
  };
  await Promise.all(Array.from({ length: options.width }, lane));
  return answered;
}

async function perform(
  { connections, tokens, bodies, ledger }: LoadOptions,
  turn: number,
): Promise<{ readonly kind: Kind; readonly exchange: Exchange }> {
  const token = tokens[turn % tokens.length] ?? '';
  const share = shareOf(turn);
  const body = (from: readonly string[]): string => from[turn % from.length] ?? '';
  const pathOf = (reference: string): string => `/v1/subjects/${system}/${owner}/${reference}`;
  const isDone = ({ status }: Exchange): boolean => status < 300;
  if (share < enrolmentShare) {
    const reference = ledger.newReference();
    const exchange = await connections.send('PUT', pathOf(reference), token, body(bodies.enrolments));
    (isDone(exchange) ? ledger.present : ledger.unsure).add(reference);
    return { kind: 'enrolment', exchange };
  }
  const reference = share < enrolmentShare + erasureShare ? ledger.takeOne() : undefined;
  if (reference !== undefined) {
    const exchange = await connections.send('DELETE', pathOf(reference), token);
    (isDone(exchange) ? ledger.erased : ledger.unsure).add(reference);
    return { kind: 'erasure', exchange };
  }
  return { kind: 'search', exchange: await connections.send('POST', '/v1/search', token, body(bodies.searches)) };
}

/** Spread evenly over 0 to 1 whatever the length of the run: multiples of the golden ratio. */
function shareOf(turn: number): number {
  return (turn * 0.618_033_988_749_895) % 1;
}
