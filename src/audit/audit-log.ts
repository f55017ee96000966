import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RidgelineError } from '../native/error.js';
import { checkStoreKey } from '../store/store-keys.js';
import { StoreLock } from '../store/store-lock.js';
import type { AnyAuditEntry, AuditEntry } from './audit-entry.js';
import { auditFiles, prepareAuditFolder, segmentsOf } from './audit-folder.js';
import { AuditHead } from './audit-head.js';
import { type AuditKeys, makeIdentity, readIdentity, rewrapIdentity, writeIdentity } from './audit-identity.js';
import { type AuditPosition, type AuditRecord, chainStart, encodeRecord, makeRecord } from './audit-record.js';
import { AuditSegment } from './audit-segment.js';
import { checkEntry } from './check-entry.js';
import { exportLines } from './export-records.js';
import { type AuditEnd, checkEnd, findEnd } from './find-end.js';
import type { LineCodec } from './line-codec.js';
import { findExpired, finishRemoval, noteRemoval } from './remove-expired.js';
import { type AuditVerification, verifyChain } from './verify-chain.js';

/** Entries of one write: some hundred kilobytes. */
const entriesPerWrite = 1024;
/** Entries that may wait for the disk before the log calls itself busy: tens of megabytes. */
const maxWaiting = 65536;

export interface AuditLogOptions extends AuditKeys {
  /**
   * Called with the place of the chain at the beginning of every file of the log, at least once a day on which something happens: send
   * it elsewhere, and nobody can make the log anew unseen.
   */
  readonly onAnchor?: ((position: AuditPosition) => void) | undefined;
}

interface Waiting {
  readonly entry: AnyAuditEntry;
  readonly resolve: (position: AuditPosition) => void;
  readonly reject: (error: unknown) => void;
}

/** What an open log consists of. */
interface Parts {
  readonly folder: string;
  readonly lock: StoreLock;
  readonly codec: LineCodec;
  readonly head: AuditHead;
  readonly onAnchor: AuditLogOptions['onAnchor'];
}

/**
 * An append-only log in a folder of files. Every entry is chained to the one before by its hash; an append is acknowledged when the disk
 * has it, and those of the same moment share one write. With a key every line is sealed with AES-256-GCM.
 */
export class AuditLog {
  readonly #parts: Parts;
  #segment: AuditSegment | undefined;
  #last: AuditPosition;
  #lastAt: string;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  /** One that fails is tried again before the next write, which fails where that fails, too. */
  #headWritten: Promise<void> = Promise.resolve();
  #expiring: Promise<unknown> = Promise.resolve();
  /** The next write begins a file of its own. */
  #endsSegment = false;
  #closed = false;

  private constructor(parts: Parts, segment: AuditSegment | undefined, last: AuditRecord | undefined) {
    this.#parts = parts;
    this.#segment = segment;
    this.#last = last ?? chainStart;
    this.#lastAt = last?.at ?? new Date(0).toISOString();
  }

  /**
   * Opens the log in a folder, and makes it where the folder is empty or does not exist. Throws STORE_FOREIGN, STORE_IN_USE,
   * STORE_KEY_REQUIRED, STORE_KEY_WRONG, AUDIT_CORRUPT where its end is damaged, FILE_NOT_READABLE and FILE_NOT_WRITABLE.
   */
  static async open(folder: string, options: AuditLogOptions = {}): Promise<AuditLog> {
    checkStoreKey(options.storeKey);
    await prepareAuditFolder(folder);
    const lock = await StoreLock.take(auditFiles(folder).lock);
    let head: AuditHead | undefined;
    try {
      const { codec, end, ...opened } = await openOrMake(folder, options);
      head = opened.head;
      const segment = end.path === undefined ? undefined : await AuditSegment.open(end.path, end.size);
      const log = new AuditLog({ folder, lock, codec, head, onAnchor: options.onAnchor }, segment, end.last);
      if (end.rest > 0) await log.#enqueue({ kind: 'repair', cutBytes: end.rest });
      return log;
    } catch (error) {
      await head?.close();
      await lock.release();
      throw error;
    }
  }

  /** Ends when the disk has the entry. Throws INVALID_ARGUMENT, ENGINE_BUSY, ENGINE_CLOSED and FILE_NOT_WRITABLE. */
  async append(entry: AuditEntry): Promise<AuditPosition> {
    checkEntry(entry);
    return this.#enqueue(entry);
  }

  /** The end of the chain: whoever keeps it elsewhere can tell later whether anything up to it was changed. */
  get head(): AuditPosition {
    return { sequence: this.#last.sequence, hash: this.#last.hash };
  }

  /** Goes through the whole log. `known` are places of the chain that were kept elsewhere. */
  verify(known: readonly AuditPosition[] = []): Promise<AuditVerification> {
    return verifyChain(this.#parts.folder, this.#parts.codec, known);
  }

  /** The entries appended from one time up to another as lines of JSON, each with its hash and that of the one before. */
  export(from: Date, to: Date): AsyncGenerator<string, void, void> {
    return exportLines(this.#parts.folder, this.#parts.codec, from, to);
  }

  /**
   * Removes the entries appended before a time and gives their number. An entry that says where the chain begins then is appended
   * first, so that what is left can still be verified.
   */
  async expire(before: Date): Promise<number> {
    if (!(before.getTime() <= Date.now())) {
      throw new RidgelineError('INVALID_ARGUMENT', 'entries can be removed up to the present, not up to a later time');
    }
    const expired = this.#expiring.then(() => this.#expire(before));
    this.#expiring = expired.catch(() => undefined);
    return expired;
  }

  /** Waits for what is being written. Later calls of append fail with ENGINE_CLOSED. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#expiring;
    while (this.#writing !== undefined) await this.#writing;
    const { head, codec, lock } = this.#parts;
    await this.#headWritten.catch(() => this.#writeHead().catch(() => undefined));
    await this.#segment?.close();
    await head.close();
    codec.forget();
    await lock.release();
  }

  async #expire(before: Date): Promise<number> {
    const { folder, codec } = this.#parts;
    const expired = await findExpired(folder, codec, before);
    if (expired === undefined) return 0;
    // What is removed must not lie in the file that is appended to.
    this.#endsSegment = true;
    await this.#enqueue({ kind: 'expiry', before: before.toISOString(), ...expired });
    await noteRemoval(folder, expired.beginsAt);
    await finishRemoval(folder, codec);
    return expired.removed;
  }

  #enqueue(entry: AnyAuditEntry): Promise<AuditPosition> {
    return new Promise((resolve, reject) => {
      if (this.#closed && entry.kind !== 'expiry') throw new RidgelineError('ENGINE_CLOSED', 'the audit log is closed');
      if (this.#waiting.length >= maxWaiting) {
        throw new RidgelineError('ENGINE_BUSY', `${maxWaiting} entries wait for the audit log's disk`);
      }
      this.#waiting.push({ entry, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    // Whoever comes in the same turn of the event loop shares the first write.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#settle(this.#waiting.splice(0, entriesPerWrite));
    // In the same turn as the last look: whoever comes after it begins a writing of its own.
    this.#writing = undefined;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const positions = await this.#write(batch.map(({ entry }) => entry));
      batch.forEach(({ resolve }, i) => {
        resolve(positions[i] ?? this.#last);
      });
    } catch (cause) {
      const error = new RidgelineError('FILE_NOT_WRITABLE', 'the audit log could not write to its disk', { cause });
      for (const { reject } of batch) reject(error);
    }
  }

  /** Writes the entries and gives their places. Where it fails, nothing was appended. */
  async #write(entries: readonly AnyAuditEntry[]): Promise<AuditPosition[]> {
    const { codec, onAnchor } = this.#parts;
    await this.#headWritten.catch(() => this.#writeHead());
    // A clock that was set back does not turn the log's order round.
    const at = new Date(Math.max(Date.now(), Date.parse(this.#lastAt))).toISOString();
    const segment = await this.#segmentFor(at);
    const isNew = segment.isEmpty;
    const anchor: AnyAuditEntry[] = isNew ? [{ kind: 'anchor', entries: this.#last.sequence }] : [];
    const records: AuditRecord[] = [];
    for (const entry of [...anchor, ...entries]) records.push(makeRecord(records.at(-1) ?? this.#last, at, entry));
    await segment.append(Buffer.from(records.map((record) => `${codec.encode(encodeRecord(record))}\n`).join('')));
    this.#last = records.at(-1) ?? this.#last;
    this.#lastAt = at;
    // Entries are acknowledged first: the log may be ahead of its head.
    this.#headWritten = nextTurn().then(() => this.#writeHead());
    this.#headWritten.catch(() => undefined);
    const [first] = records;
    // Not from here: the entries are written, and an error of the listener would say that they were not.
    if (isNew && first !== undefined) queueMicrotask(() => onAnchor?.({ sequence: first.sequence, hash: first.hash }));
    return records.slice(anchor.length).map(({ sequence, hash }) => ({ sequence, hash }));
  }

  #writeHead(): Promise<void> {
    return this.#parts.head.write(this.#last);
  }

  /** The segment to append to: a new one each day of UTC, when the old one is full, and before old entries are removed. */
  async #segmentFor(at: string): Promise<AuditSegment> {
    const isSameDay = at.slice(0, 10) === this.#lastAt.slice(0, 10);
    const current = this.#segment;
    if (current !== undefined && (current.isEmpty || (isSameDay && !current.isFull && !this.#endsSegment))) {
      return current;
    }
    const next = await AuditSegment.create(this.#parts.folder, this.#last.sequence + 1);
    this.#segment = next;
    this.#endsSegment = false;
    await current?.close();
    return next;
  }
}

/** What opening a log's files gives. */
interface Opened {
  readonly codec: LineCodec;
  readonly head: AuditHead;
  readonly end: AuditEnd;
}

async function openOrMake(folder: string, keys: AuditKeys): Promise<Opened> {
  const { identity } = auditFiles(folder);
  return existsSync(identity) ? openLog(folder, keys) : makeLog(folder, keys);
}

/** The identity comes last: a folder without one holds a log that never was complete, and is made again. */
async function makeLog(folder: string, keys: AuditKeys): Promise<Opened> {
  if ((await segmentsOf(folder)).length > 0) {
    throw new RidgelineError('AUDIT_CORRUPT', `the audit log in ${folder} has lost its identity`);
  }
  const files = auditFiles(folder);
  const { identity, codec } = makeIdentity(keys);
  const head = await AuditHead.create(files.head, codec, chainStart);
  await writeIdentity(files.identity, identity);
  return { codec, head, end: await findEnd(folder, codec) };
}

async function openLog(folder: string, keys: AuditKeys): Promise<Opened> {
  const files = auditFiles(folder);
  await rewrapIdentity(files.identity, keys);
  const codec = await readIdentity(files.identity, keys);
  await finishRemoval(folder, codec);
  const end = await findEnd(folder, codec);
  checkEnd(end, await AuditHead.read(files.head, codec), folder);
  return { codec, head: await AuditHead.open(files.head, codec), end };
}
