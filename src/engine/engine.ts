import { hasRidgelineCode, RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import type { ErasureReceipt } from '../store/erasure-receipt.js';
import { KeyedMutex } from '../store/keyed-mutex.js';
import { LmdbStore } from '../store/lmdb-store.js';
import { MemoryStore } from '../store/memory-store.js';
import type { SubjectStore } from '../store/subject-store.js';
import type { BackupOptions, BackupResult } from '../store/write-backup.js';
import { amend } from './amend.js';
import { clearMemory } from './clear-memory.js';
import { loadOf } from './engine-load.js';
import type { EngineParts } from './engine-parts.js';
import { enrol, erase } from './enrol.js';
import { enrolMany } from './enrol-many.js';
import { explain } from './explain.js';
import { fillGallery } from './fill-gallery.js';
import { Gallery } from './gallery.js';
import { identify } from './identify.js';
import { maxShards } from './limits.js';
import { Operations } from './operation.js';
import { extractPrint, nameOf, positionOf } from './prints.js';
import { logPendingReceipts } from './receipts.js';
import { keysOf, templatesOf } from './records.js';
import { SearchFigures } from './search-figures.js';
import { dealShards } from './search-hand.js';
import { shardsPerThread } from './shards.js';
import { readTenprint } from './tenprint/read-tenprint.js';
import type { Tenprint, TenprintOptions } from './tenprint/types.js';
import type {
  AmendOptions,
  AmendResult,
  EngineInfo,
  EngineLoad,
  EngineOptions,
  EnrolledTemplate,
  Enrolment,
  EnrolmentOutcome,
  EnrolOptions,
  EnrolResult,
  EraseOptions,
  ExplainedResult,
  ExtractOptions,
  ExtractResult,
  IdentifyOptions,
  IdentifyRequest,
  IdentifyResult,
  LoggedReceipt,
  OperationOptions,
  OverdueSubject,
  PrintInput,
  SubjectKey,
  VerifyOptions,
  VerifyResult,
} from './types.js';
import {
  checkAmendment,
  checkDate,
  checkEngineOptions,
  checkEnrolment,
  checkErasure,
  checkFmr,
  checkKey,
  checkOperation,
  checkPrint,
  checkPrints,
  checkTenprint,
} from './validate.js';
import { compare, verify } from './verify.js';
import { readVersion } from './version.js';
import { WorkerPool } from './worker-pool.js';

/** Subjects of a bulk enrolment under way at a time: enough to share commits (each some ms) and to keep every thread at work. */
const minWindow = 32;
const windowPerThread = 4;

/** Overdue subjects of one list: records of some megabytes. */
const overdueAtATime = 256;

/**
 * A gallery of subjects, the store that keeps them, and the threads that search them. Every method that waits takes a signal
 * and a timeout; every error is a RidgelineError.
 */
export class Engine {
  readonly #parts: EngineParts;
  readonly #operations = new Operations();
  /** Enrolments and erasures of one subject key come one after the other. */
  readonly #writes = new KeyedMutex();
  #closed: Promise<void> | undefined;

  readonly #stopRotation = new AbortController();
  readonly #rotation: Promise<void>;

  private constructor(parts: EngineParts) {
    this.#parts = parts;
    const { store } = parts;
    const rotation = store instanceof LmdbStore ? store.rotate(undefined, this.#stopRotation.signal) : undefined;
    // One that fails is no reason to stop serving: the next start goes on with it, and `info` says until then that it is not done.
    this.#rotation = Promise.resolve(rotation).catch(() => undefined);
  }

  /** Opens an engine; with a store, its subjects are loaded first. */
  static async open(options: EngineOptions = {}): Promise<Engine> {
    const { storePath, threads, maxGalleryBytes, onProgress, onLoaded, audit, onErasure, ...keys } =
      checkEngineOptions(options);
    const pool = new WorkerPool(threads);
    let store: SubjectStore | undefined;
    let gallery: Gallery | undefined;
    try {
      if (storePath === undefined) {
        store = new MemoryStore();
      } else {
        // They get ready to fill the gallery while the store is opened.
        pool.start('background');
        const formVersion = loadNative().galleryFormVersion();
        store = await LmdbStore.open(storePath, { ...keys, ...(audit && { keepsReceipts: true }), formVersion });
      }
      gallery = new Gallery(pool, Math.min(threads * shardsPerThread, maxShards), maxGalleryBytes);
      await fillGallery(store, gallery, { onProgress, onLoaded });
      pool.start('foreground');
      const state = {
        unsearchable: new Set<number>(),
        successors: new Map(),
        unloggedReceipts: new Set<number>(),
        searches: new Set<Promise<unknown>>(),
        searchFigures: new SearchFigures(),
      };
      const parts: EngineParts = { store, pool, gallery, hands: dealShards(pool, gallery), audit, onErasure, ...state };
      await logPendingReceipts(parts);
      return new Engine(parts);
    } catch (error) {
      await pool.close();
      gallery?.destroy();
      await store?.close();
      throw error;
    }
  }

  /**
   * Enrols a subject. Prints that give no template are listed among the failures; where none gives one, the first one's error is
   * thrown. When the promise resolves the subject is on disk and every search that begins sees it. A call that was stopped has stored
   * nothing. Throws SUBJECT_EXISTS, GALLERY_FULL and errors of prints.
   */
  async enrol(subject: SubjectKey, prints: readonly PrintInput[], options: EnrolOptions = {}): Promise<EnrolResult> {
    checkKey(subject);
    checkPrints(prints);
    checkEnrolment(options);
    return this.#operations.run({ priority: 'batch', ...options }, (operation) =>
      enrol(this.#parts, this.#writes, subject, prints, operation, options),
    );
  }

  /**
   * Puts better prints in the place of stored ones; without prints, changes the end of retention. A search that runs meanwhile finds the
   * subject by its old or its new prints. Throws SUBJECT_NOT_FOUND, GALLERY_FULL and errors of prints.
   */
  async amend(subject: SubjectKey, prints: readonly PrintInput[], options: AmendOptions = {}): Promise<AmendResult> {
    checkKey(subject);
    checkAmendment(prints, options);
    try {
      return await this.#operations.run({ priority: 'batch', ...options }, (operation) =>
        amend(this.#parts, this.#writes, subject, prints, options, operation),
      );
    } finally {
      void this.#forgetSuccessors();
    }
  }

  /**
   * Enrols many subjects with shared commits, and gives what became of each in the order they came; one that fails does not end
   * the rest. The signal ends it all with CANCELLED; the timeout counts for each subject by itself.
   */
  enrolMany(
    enrolments: Iterable<Enrolment> | AsyncIterable<Enrolment>,
    options: OperationOptions = {},
  ): AsyncGenerator<EnrolmentOutcome, void, void> {
    const window = Math.max(minWindow, windowPerThread * this.#parts.pool.threads);
    return enrolMany(enrolments, window, ({ subject, prints, retainUntil }) =>
      this.enrol(subject, prints, retainUntil === undefined ? options : { ...options, retainUntil }),
    );
  }

  /** Searches a person among all subjects. Throws SEARCH_INCOMPLETE where it could not look at each of them. */
  async identify(request: IdentifyRequest, options: IdentifyOptions = {}): Promise<IdentifyResult> {
    checkOperation(options);
    const { searches } = this.#parts;
    const search = this.#operations.run(options, (operation) =>
      identify(this.#parts, request, operation, options.onProgress),
    );
    searches.add(search);
    try {
      return await search;
    } finally {
      searches.delete(search);
    }
  }

  /** Compares a person with one subject. Throws SUBJECT_NOT_FOUND. */
  async verify(subject: SubjectKey, prints: readonly PrintInput[], options: VerifyOptions = {}): Promise<VerifyResult> {
    checkKey(subject);
    checkPrints(prints);
    checkOperation(options);
    const fmr = checkFmr(options);
    return this.#operations.run(options, (operation) => verify(this.#parts, subject, prints, fmr, operation));
  }

  /** Compares two captures, of which nothing is kept. */
  async compare(
    probe: readonly PrintInput[],
    candidate: readonly PrintInput[],
    options: VerifyOptions = {},
  ): Promise<VerifyResult> {
    checkPrints(probe);
    checkPrints(candidate);
    checkOperation(options);
    const fmr = checkFmr(options);
    return this.#operations.run(options, (operation) => compare(this.#parts, probe, candidate, fmr, operation));
  }

  /** Compares two captures, of which nothing is kept, and says which minutiae were held for the same. */
  async explain(
    probe: readonly PrintInput[],
    candidate: readonly PrintInput[],
    options: VerifyOptions = {},
  ): Promise<ExplainedResult> {
    checkPrints(probe);
    checkPrints(candidate);
    checkOperation(options);
    const fmr = checkFmr(options);
    return this.#operations.run(options, (operation) => explain(this.#parts, probe, candidate, fmr, operation));
  }

  /** Erases a subject for good: when the promise resolves its templates are gone from memory and unreadable on disk. */
  async erase(subject: SubjectKey, options: EraseOptions = {}): Promise<LoggedReceipt> {
    checkKey(subject);
    checkErasure(options);
    return this.#operations.run(options, (operation) => erase(this.#parts, this.#writes, subject, operation, options));
  }

  /** Subjects that are still there after their end of retention, the most overdue first. */
  overdue(now: Date = new Date(), limit = overdueAtATime): OverdueSubject[] {
    this.#operations.checkOpen();
    checkDate(now, 'now');
    return this.#parts.store.expired(now.getTime(), limit).map(({ key, retainUntilMs = 0 }) => ({
      subject: key,
      retainUntil: new Date(retainUntilMs),
    }));
  }

  /** Erases every subject whose retention ended before `now`. Where it fails or is stopped, those before are erased. */
  async eraseExpired(now: Date = new Date(), options: OperationOptions = {}): Promise<LoggedReceipt[]> {
    const receipts: LoggedReceipt[] = [];
    let overdue = this.overdue(now);
    while (overdue.length > 0) {
      const erasures = await Promise.allSettled(
        overdue.map(({ subject }) => this.#eraseOverdue(subject, now, options)),
      );
      for (const outcome of erasures) {
        if (outcome.status === 'fulfilled') receipts.push(outcome.value);
        // Somebody else erased it in between, or gave it more time.
        else if (!hasRidgelineCode(outcome.reason) || outcome.reason.code !== 'SUBJECT_NOT_FOUND') throw outcome.reason;
      }
      overdue = this.overdue(now);
    }
    return receipts;
  }

  #eraseOverdue(subject: SubjectKey, overdueAt: Date, options: OperationOptions): Promise<LoggedReceipt> {
    const details = { reason: 'retention', overdueAt } as const;
    return this.#operations.run(options, (operation) => erase(this.#parts, this.#writes, subject, operation, details));
  }

  /** Whether it can be seen that what a receipt speaks of is gone: its record, its index entry, its salt. */
  isErased(receipt: ErasureReceipt): boolean {
    this.#operations.checkOpen();
    return this.#parts.store.isErased(receipt);
  }

  /** Whether a subject is enrolled. */
  has(subject: SubjectKey): boolean {
    checkKey(subject);
    this.#operations.checkOpen();
    return this.#parts.store.find(subject) !== undefined;
  }

  /** The enrolled templates of a subject. Throws SUBJECT_NOT_FOUND. */
  templates(subject: SubjectKey): readonly EnrolledTemplate[] {
    checkKey(subject);
    this.#operations.checkOpen();
    return templatesOf(this.#parts.store, subject);
  }

  /** The keys of all subjects in the order they were enrolled; those that come or go meanwhile may be among them or not. */
  subjects(): AsyncGenerator<SubjectKey, void, void> {
    this.#operations.checkOpen();
    return keysOf(this.#parts.store, () => this.#operations.checkOpen());
  }

  /** Makes the template of one print; nothing is stored. */
  async extract(print: PrintInput, options: ExtractOptions = {}): Promise<ExtractResult> {
    checkPrint(print, 'the print');
    checkOperation(options);
    const name = nameOf(print, 0);
    const templates = await this.#operations.run(options, (operation) =>
      operation.orStopped(extractPrint(this.#parts.pool, print, name, operation, options.picture)),
    );
    const [first, ...others] = templates;
    if (first === undefined || others.length > 0) {
      throw new RidgelineError(
        'UNSUPPORTED_TEMPLATE',
        `${name}: the record holds ${templates.length} views; say by the position which finger is wanted`,
      );
    }
    const { template, minutiaCount, quality, width, height } = first;
    return { template, position: positionOf(first), minutiaCount, quality, width, height, ...first.image };
  }

  /**
   * Reads a ten-print file (an ANSI/NIST-ITL transaction) as one person's prints: rolled and plain ones, slaps finger by finger, with
   * templates made; `enrol`, `identify` and the others take its `prints`. Nothing is stored. Throws INVALID_TRANSACTION with `findings`
   * where the file is wrong, WRONG_SEQUENCE where its prints are and `options` say so, the first print's error where none gives a template.
   */
  async readTenprint(bytes: Uint8Array, options: TenprintOptions = {}): Promise<Tenprint> {
    checkTenprint(bytes, options);
    return this.#operations.run(options, (operation) => readTenprint(this.#parts.pool, bytes, options, operation));
  }

  /** Writes a snapshot of the store into a backup folder while the engine works, as of one moment. */
  async backUp(folder: string, options: BackupOptions = {}): Promise<BackupResult | undefined> {
    const { store } = this.#parts;
    if (!(store instanceof LmdbStore)) {
      throw new RidgelineError('INVALID_ARGUMENT', 'an engine without a store has nothing to back up');
    }
    return this.#operations.run({}, () => store.backUp(folder, options));
  }

  info(): EngineInfo {
    this.#operations.checkOpen();
    const { store, gallery, pool } = this.#parts;
    const { shards, subjects, prints, bytes } = gallery.statistics();
    return {
      version: readVersion(),
      isa: loadNative().isa().active,
      threads: pool.threads,
      shards,
      subjects,
      prints,
      galleryBytes: bytes,
      ...(store.path === undefined ? {} : { storePath: store.path }),
      encrypted: store.encrypted,
      rotatingKey: store instanceof LmdbStore && store.isRotating,
    };
  }

  /**
   * Lets what was erased, and what others brought and nobody needs any more, go from this process's memory. Stops this thread for some
   * tens of milliseconds. What free() leaves behind depends on the system's allocator (docs/OPERATIONS.md).
   */
  async clearMemory(): Promise<void> {
    this.#operations.checkOpen();
    await this.#parts.pool.clearMemory();
    await clearMemory();
  }

  /** How busy the engine is. */
  load(): EngineLoad {
    this.#operations.checkOpen();
    return loadOf(this.#parts);
  }

  /** Ends searches and extractions with ENGINE_CLOSED, lets writes end, then gives everything back. Later calls fail with ENGINE_CLOSED. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { store, gallery, pool } = this.#parts;
    this.#stopRotation.abort();
    await this.#operations.close();
    await this.#rotation;
    await pool.close();
    gallery.destroy();
    await store.close();
  }

  /** Once the searches have ended that may have found an old number, nobody asks for it any more. */
  async #forgetSuccessors(): Promise<void> {
    const { successors } = this.#parts;
    const old = [...successors.keys()];
    if (old.length === 0) return;
    await this.#operations.ended();
    for (const number of old) successors.delete(number);
  }
}
