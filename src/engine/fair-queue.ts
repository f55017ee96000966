/** How soon work is wanted. */
export type Priority = 'urgent' | 'normal' | 'batch';

/** Whose turn it is: work of one caller and priority is done in the order it came. */
export interface Turn {
  readonly priority: Priority;
  /** Callers share what there is alike, whatever they ask for. */
  readonly caller: string;
}

/** What a caller gets with each priority, against the others: urgent work goes ahead, and sixteen times as much of it as of a batch's. */
const shares = { urgent: 16, normal: 4, batch: 1 } as const satisfies Record<Priority, number>;

interface Waiting<Item> {
  readonly item: Item;
  readonly ends: number;
}

interface Flow<Item> {
  readonly waiting: Waiting<Item>[];
  /** When the last of the flow would end. */
  ends: number;
}

/**
 * Self-clocked fair queueing (Golestani 1994): every item ends, in a time that only the queue knows, its cost divided by its share
 * after the one before it in its flow, or after now; the one that ends first goes first. So a caller with a thousand items does not
 * keep out one with a single item, and nothing waits for ever, however much comes that is more urgent.
 */
export class FairQueue<Item> {
  readonly #flows = new Map<string, Flow<Item>>();
  #now = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `cost` in any unit, the same for all items. */
  push(item: Item, { priority, caller }: Turn, cost: number): void {
    const name = `${priority} ${caller}`;
    const flow = this.#flows.get(name) ?? { waiting: [], ends: 0 };
    this.#flows.set(name, flow);
    flow.ends = Math.max(this.#now, flow.ends) + cost / shares[priority];
    flow.waiting.push({ item, ends: flow.ends });
    this.#size += 1;
  }

  shift(): Item | undefined {
    let first: Flow<Item> | undefined;
    for (const flow of this.#flows.values()) {
      if (endOf(flow) < endOf(first)) first = flow;
    }
    const next = first?.waiting.shift();
    if (next === undefined) return undefined;
    this.#now = next.ends;
    this.#size -= 1;
    this.#forgetPast();
    return next.item;
  }

  /** A flow that has nothing waiting is remembered only while it is ahead of the others. */
  #forgetPast(): void {
    for (const [name, flow] of this.#flows) {
      if (flow.waiting.length === 0 && flow.ends <= this.#now) this.#flows.delete(name);
    }
  }
}

function endOf(flow: Flow<unknown> | undefined): number {
  return flow?.waiting[0]?.ends ?? Number.POSITIVE_INFINITY;
}
