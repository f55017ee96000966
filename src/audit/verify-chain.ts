import { auditFiles, segmentsOf } from './audit-folder.js';
import { AuditHead } from './audit-head.js';
import { type AuditPosition, type AuditRecord, chainStart, hashOf } from './audit-record.js';
import type { LineCodec } from './line-codec.js';
import { type AuditLine, readSegment } from './read-segment.js';

/** What is wrong with a log, and where. */
export interface AuditProblem {
  readonly kind: 'unreadable' | 'changed' | 'missing' | 'misplaced' | 'unproven-start' | 'cut-off' | 'other-history';
  /** The entry it is about, where it is known. */
  readonly sequence?: number;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** A sentence for a person. */
  readonly message: string;
}

export interface AuditVerification {
  /** True where nothing is wrong. */
  readonly intact: boolean;
  readonly entries: number;
  /** Sequence of the first entry; more than 1 where old ones were removed. */
  readonly first?: number;
  /** The end of the chain: to be kept elsewhere, and given to a later verification. */
  readonly head: AuditPosition;
  /** At most 100. */
  readonly problems: readonly AuditProblem[];
}

/** Most problems that are listed: what comes after is seldom news. */
const maxProblems = 100;

/**
 * Goes through the whole chain and finds entries that were changed, removed, put elsewhere or cut off. `known` are places of the chain
 * that were kept elsewhere: without one, whoever can write to all files and has the key could make the whole log anew.
 */
export async function verifyChain(
  folder: string,
  codec: LineCodec,
  known: readonly AuditPosition[] = [],
): Promise<AuditVerification> {
  // Before the segments: a log that grows meanwhile may be ahead of what its head says, never behind.
  const head = await AuditHead.read(auditFiles(folder).head, codec);
  const chain = new ChainCheck([head, ...known]);
  for (const path of await segmentsOf(folder)) {
    for (const line of await readSegment(path, codec)) chain.add(line);
  }
  return chain.end(head);
}

class ChainCheck {
  readonly #problems: AuditProblem[] = [];
  readonly #known: ReadonlyMap<number, string>;
  #entries = 0;
  #first: AuditRecord | undefined;
  /** The place that the next record follows; undefined after a line that cannot be read. */
  #last: AuditPosition | undefined;
  /** Where the chain may begin. */
  readonly #starts = new Map<number, string>([[1, chainStart.hash]]);

  constructor(known: readonly AuditPosition[]) {
    this.#known = new Map(known.map(({ sequence, hash }) => [sequence, hash]));
  }

  add(line: AuditLine): void {
    ++this.#entries;
    const { record } = line;
    if (record === undefined) {
      this.#problem('unreadable', line, 'the line cannot be read');
      this.#last = undefined;
      return;
    }
    if (hashOf(record) !== record.hash) this.#problem('changed', line, `entry ${record.sequence} was changed`);
    if (this.#first === undefined) this.#first = record;
    else if (!this.#follows(record, line)) return;
    this.#last = { sequence: record.sequence, hash: record.hash };
    const wanted = this.#known.get(record.sequence);
    if (wanted !== undefined && wanted !== record.hash) {
      this.#problem('other-history', line, `entry ${record.sequence} is not the one that was recorded elsewhere`);
    }
    const { entry } = record;
    if (entry.kind === 'expiry') this.#starts.set(entry.beginsAt, entry.beginsAfter);
  }

  end(head: AuditPosition): AuditVerification {
    const last = this.#last ?? chainStart;
    if (last.sequence < head.sequence) {
      this.#problem('cut-off', undefined, `the log ends at entry ${last.sequence}, but ${head.sequence} was written`);
    }
    for (const sequence of this.#known.keys()) {
      if (sequence <= last.sequence || sequence === head.sequence) continue;
      this.#problem(
        'cut-off',
        undefined,
        `the log ends at entry ${last.sequence}, but ${sequence} was recorded elsewhere`,
      );
    }
    const first = this.#first;
    if (first !== undefined && this.#starts.get(first.sequence) !== first.previous) {
      const message = `the log begins with entry ${first.sequence}, and no entry says that those before it expired`;
      this.#problems.unshift({ kind: 'unproven-start', sequence: first.sequence, message });
    }
    return {
      intact: this.#problems.length === 0,
      entries: this.#entries,
      ...(first === undefined ? {} : { first: first.sequence }),
      head: last,
      problems: this.#problems.slice(0, maxProblems),
    };
  }

  /** Whether the record is the one that the chain goes on with; where it stands before its place, the chain goes on without it. */
  #follows({ sequence, previous }: AuditRecord, line: AuditLine): boolean {
    const last = this.#last;
    if (last === undefined) return true;
    if (sequence <= last.sequence) {
      this.#problem('misplaced', line, `entry ${sequence} stands after entry ${last.sequence}`);
      return false;
    }
    if (sequence > last.sequence + 1) {
      this.#problem('missing', line, `entries ${last.sequence + 1} to ${sequence - 1} are missing`);
    } else if (previous !== last.hash) {
      this.#problem('changed', line, `entry ${sequence} was chained to another entry ${last.sequence}`);
    }
    return true;
  }

  #problem(kind: AuditProblem['kind'], at: AuditLine | undefined, message: string): void {
    const place = at === undefined ? {} : { file: at.file, line: at.line };
    const sequence = at?.record === undefined ? {} : { sequence: at.record.sequence };
    this.#problems.push({ kind, ...sequence, ...place, message });
  }
}
