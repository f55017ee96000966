import type { GalleryNumber, GalleryStatistics } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { dealForms, type KeptForms } from '../store/kept-forms.js';
import type { SubjectForm } from '../store/subject-form.js';
import type { StoredPrint, SubjectKey } from '../store/subject-record.js';
import { Batcher } from './batcher.js';
import { NameNumbers } from './name-numbers.js';
import { packBatch, unpackBatch } from './packed-batch.js';
import type { WorkerPool } from './worker-pool.js';

/** Whom a search may see: columns of small numbers, empty = all. */
export interface Permitted {
  readonly systems: Uint16Array;
  readonly owners: Uint16Array;
}

/** What became of forms that were kept. */
export interface AppendedForms {
  /** Numbers of those that were not there or of no use. */
  readonly missing: readonly number[];
  /** Appended subjects whose references contain a text. */
  readonly found: readonly SubjectKey[];
}

/** Subjects that follow one another and share a shard: their forms often lie end to end on disk, and are then read at once. */
const numbersTogether = 16;

/** The templates of all subjects in the core's memory: the shards take turns, each for some numbers. */
export class Gallery {
  readonly number: GalleryNumber;
  readonly shards: number;
  readonly #pool: WorkerPool;
  readonly #appenders: readonly Batcher<SubjectForm, undefined>[];
  readonly #systems = new NameNumbers('system');
  readonly #owners = new NameNumbers('owner');

  constructor(pool: WorkerPool, shards: number, maxBytes: number) {
    this.number = loadNative().galleryCreate(shards, maxBytes);
    this.shards = shards;
    this.#pool = pool;
    this.#appenders = Array.from(
      { length: shards },
      (_, shard) => new Batcher((subjects) => this.#append(shard, subjects)),
    );
  }

  /** What the gallery keeps of each subject's prints. */
  async formsOf(subjects: readonly (readonly StoredPrint[])[]): Promise<Uint8Array[]> {
    const templates = packBatch(subjects.flatMap((prints) => prints.map(({ template }) => template)));
    const printsUpTo = endsOf(subjects.map(({ length }) => length));
    return unpackBatch(await this.#pool.run('forms', { templates, printsUpTo }, [templates.bytes.buffer]));
  }

  /** The same of one. */
  async formOf(prints: readonly StoredPrint[]): Promise<Uint8Array> {
    const [form] = await this.formsOf([prints]);
    if (form === undefined) throw new RidgelineError('INTERNAL', 'a subject got no form');
    return form;
  }

  /** Ends when every search that begins sees the subject. Throws GALLERY_FULL, OUT_OF_MEMORY. */
  async append(subject: SubjectForm): Promise<void> {
    await this.#appenders[this.#shardOf(subject.number)]?.add(subject);
  }

  /** The same for many. */
  async appendAll(subjects: readonly SubjectForm[]): Promise<void> {
    const byShard = Array.from({ length: this.shards }, (): SubjectForm[] => []);
    for (const subject of subjects) byShard[this.#shardOf(subject.number)]?.push(subject);
    await Promise.all(byShard.map((some, shard) => (some.length === 0 ? [] : this.#append(shard, some))));
  }

  /**
   * Appends subjects whose forms were kept, and says whose were not, ascending, and which references contain a text. Overwrites the keys
   * of their records.
   */
  async appendKept(kept: KeptForms, containing?: string): Promise<AppendedForms> {
    const parts = dealForms(kept, this.shards, (number) => this.#shardOf(number));
    try {
      const appended = await Promise.all(parts.map((part, shard) => this.#appendKept(shard, part, containing)));
      return {
        missing: appended.flatMap(({ missing }) => missing).sort((a, b) => a - b),
        found: appended.flatMap(({ found }) => found),
      };
    } finally {
      for (const { keys } of [kept, ...parts]) keys.fill(0);
    }
  }

  /** Ends when no search sees the subject and its bytes are overwritten. Says whether it was there. */
  async erase(number: number): Promise<boolean> {
    const shard = this.#shardOf(number);
    const erased = await this.#pool.run('erase', {
      gallery: this.number,
      shard,
      numbers: Float64Array.of(number),
    });
    return erased > 0;
  }

  /** The subjects of the named systems and owners; undefined where nobody was ever enrolled under them. */
  permitted(systems: readonly string[] | undefined, owners: readonly string[] | undefined): Permitted | undefined {
    const known = (numbers: NameNumbers, names: readonly string[] | undefined) =>
      names === undefined ? [] : numbers.known(names);
    const permitted = { systems: known(this.#systems, systems), owners: known(this.#owners, owners) };
    // An empty column would mean all.
    if (systems !== undefined && permitted.systems.length === 0) return undefined;
    if (owners !== undefined && permitted.owners.length === 0) return undefined;
    return { systems: Uint16Array.from(permitted.systems), owners: Uint16Array.from(permitted.owners) };
  }

  statistics(): GalleryStatistics {
    return loadNative().galleryStatistics(this.number);
  }

  /** Overwrites all templates. */
  destroy(): void {
    loadNative().galleryDestroy(this.number);
  }

  #shardOf(number: number): number {
    return Math.floor(number / numbersTogether) % this.shards;
  }

  async #appendKept(shard: number, kept: KeptForms, containing: string | undefined): Promise<AppendedForms> {
    if (kept.numbers.length === 0) return { missing: [], found: [] };
    const names = { systems: this.#systems.all(), owners: this.#owners.all() };
    const { missing, found, unnamed, systems, owners } = await this.#pool.run('appendKept', {
      gallery: this.number,
      shard,
      kept,
      containing,
      ...names,
    });
    if (unnamed.length === 0) return { missing, found };
    for (const system of systems) this.#systems.numberOf(system);
    for (const owner of owners) this.#owners.numberOf(owner);
    const left = new Set(unnamed);
    const [again] = dealForms(kept, 1, (number) => (left.has(number) ? 0 : -1));
    if (again === undefined) return { missing, found };
    const rest = await this.#appendKept(shard, again, containing).finally(() => again.keys.fill(0));
    return { missing: [...missing, ...rest.missing], found: [...found, ...rest.found] };
  }

  async #append(shard: number, subjects: readonly SubjectForm[]): Promise<undefined[]> {
    const forms = packBatch(subjects.map(({ form }) => form));
    const columns = {
      numbers: Float64Array.from(subjects, ({ number }) => number),
      systems: Uint16Array.from(subjects, ({ key }) => this.#systems.numberOf(key.system)),
      owners: Uint16Array.from(subjects, ({ key }) => this.#owners.numberOf(key.owner)),
    };
    await this.#pool.run('append', { gallery: this.number, shard, ...columns, forms }, [forms.bytes.buffer]);
    return subjects.map(() => undefined);
  }
}

/** Where each of several pieces ends that lie one after the other. */
function endsOf(lengths: readonly number[]): Uint32Array {
  let end = 0;
  return Uint32Array.from(lengths, (length) => (end += length));
}
