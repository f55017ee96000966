import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { KeyedMutex } from '../store/keyed-mutex.js';
import { LmdbStore } from '../store/lmdb-store.js';
import { MemoryStore } from '../store/memory-store.js';
import { amend } from './amend.js';
import type { EngineParts } from './engine-parts.js';
import { enrol, erase } from './enrol.js';
import { enrolMany } from './enrol-many.js';
import { fillGallery } from './fill-gallery.js';
import { Gallery } from './gallery.js';
import { identify } from './identify.js';
import { maxShards } from './limits.js';
import { Operations } from './operation.js';
import { extractPrint, nameOf, positionOf } from './prints.js';
import { keysOf, templatesOf } from './records.js';
import type {
  AmendResult,
  EngineInfo,
  EngineOptions,
  EnrolledTemplate,
  Enrolment,
  EnrolmentOutcome,
  EnrolResult,
  ExtractResult,
  IdentifyRequest,
  IdentifyResult,
  OperationOptions,
  PrintInput,
  SubjectKey,
  VerifyOptions,
  VerifyResult,
} from './types.js';
import { checkEngineOptions, checkFmr, checkKey, checkOperation, checkPrint, checkPrints } from './validate.js';
import { compare, verify } from './verify.js';
import { readVersion } from './version.js';
import { WorkerPool } from './worker-pool.js';

/** Shards for each thread: with several, a search deals out work of like size also where shards differ. */
const shardsPerThread = 4;

/** Subjects of a bulk enrolment under way at a time: enough to share commits (each some ms) and to keep every thread at work. */
const minWindow = 32;
const windowPerThread = 4;

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

  private constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** Opens an engine; with a store, its subjects are loaded first. */
  static async open(options: EngineOptions = {}): Promise<Engine> {
    const { storePath, storeKey, threads, maxGalleryBytes, onProgress } = checkEngineOptions(options);
    const store = storePath === undefined ? new MemoryStore() : await LmdbStore.open(storePath, { storeKey });
    let pool: WorkerPool | undefined;
    let gallery: Gallery | undefined;
    try {
      pool = new WorkerPool(threads);
      gallery = new Gallery(pool, Math.min(threads * shardsPerThread, maxShards), maxGalleryBytes);
      await fillGallery(store, gallery, onProgress);
      return new Engine({ store, pool, gallery, unsearchable: new Set() });
    } catch (error) {
      await pool?.close();
      gallery?.destroy();
      await store.close();
      throw error;
    }
  }

  /**
   * Enrols a subject. Prints that give no template are listed among the failures; where none gives one, the first one's error is
   * thrown. When the promise resolves the subject is on disk and every search that begins sees it. A call that was stopped has stored
   * nothing. Throws SUBJECT_EXISTS, GALLERY_FULL and errors of prints.
   */
  async enrol(
    subject: SubjectKey,
    prints: readonly PrintInput[],
    options: OperationOptions = {},
  ): Promise<EnrolResult> {
    checkKey(subject);
    checkPrints(prints);
    checkOperation(options);
    return this.#operations.run(options, (operation) => enrol(this.#parts, this.#writes, subject, prints, operation));
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
    return enrolMany(enrolments, window, ({ subject, prints }) => this.enrol(subject, prints, options));
  }

  /** Searches a person among all subjects. Throws SEARCH_INCOMPLETE where it could not look at each of them. */
  async identify(request: IdentifyRequest, options: OperationOptions = {}): Promise<IdentifyResult> {
    checkOperation(options);
    return this.#operations.run(options, (operation) => identify(this.#parts, request, operation));
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

  /** Erases a subject for good: when the promise resolves its templates are gone from memory and unreadable on disk. */
  async erase(subject: SubjectKey, options: OperationOptions = {}): Promise<void> {
    checkKey(subject);
    checkOperation(options);
    return this.#operations.run(options, (operation) => erase(this.#parts, this.#writes, subject, operation));
  }

  /**
   * Gives a subject better prints: one replaces the stored print of its finger and impression where its quality is higher, and
   * is added where there is none. Throws SUBJECT_NOT_FOUND and errors of prints.
   */
  async amend(
    subject: SubjectKey,
    prints: readonly PrintInput[],
    options: OperationOptions = {},
  ): Promise<AmendResult> {
    checkKey(subject);
    checkPrints(prints);
    checkOperation(options);
    return this.#operations.run(options, (operation) => amend(this.#parts, this.#writes, subject, prints, operation));
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
  async extract(print: PrintInput, options: OperationOptions = {}): Promise<ExtractResult> {
    checkPrint(print, 'the print');
    checkOperation(options);
    const name = nameOf(print, 0);
    const templates = await this.#operations.run(options, (operation) =>
      operation.orStopped(extractPrint(this.#parts.pool, print, name, operation)),
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
    };
  }

  /** Ends searches and extractions with ENGINE_CLOSED, lets writes end, then gives everything back. Later calls fail with ENGINE_CLOSED. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { store, gallery, pool } = this.#parts;
    await this.#operations.close();
    await pool.close();
    gallery.destroy();
    await store.close();
  }
}
