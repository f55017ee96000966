import type { GalleryNumber, GalleryStatistics } from '../native/binding.js';
import { loadNative } from '../native/load.js';
import type { StoredSubject } from '../store/subject-record.js';
import { Batcher } from './batcher.js';
import { NameNumbers } from './name-numbers.js';
import { packBatch } from './packed-batch.js';
import type { WorkerPool } from './worker-pool.js';

/** Whom a search may see: columns of small numbers, empty = all. */
export interface Permitted {
  readonly systems: Uint16Array;
  readonly owners: Uint16Array;
}

/** The templates of all subjects in the core's memory. A subject's shard is its number modulo the number of shards. */
export class Gallery {
  readonly number: GalleryNumber;
  readonly shards: number;
  readonly #pool: WorkerPool;
  readonly #appenders: readonly Batcher<StoredSubject, undefined>[];
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

  /** Ends when every search that begins sees the subject. Throws GALLERY_FULL, OUT_OF_MEMORY. */
  async append(subject: StoredSubject): Promise<void> {
    await this.#appenders[this.#shardOf(subject.number)]?.add(subject);
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
    return number % this.shards;
  }

  async #append(shard: number, subjects: readonly StoredSubject[]): Promise<undefined[]> {
    const printsUpTo = new Uint32Array(subjects.length);
    let prints = 0;
    subjects.forEach((subject, i) => {
      prints += subject.prints.length;
      printsUpTo[i] = prints;
    });
    const templates = packBatch(subjects.flatMap((subject) => subject.prints.map(({ template }) => template)));
    const columns = {
      numbers: Float64Array.from(subjects, ({ number }) => number),
      systems: Uint16Array.from(subjects, ({ key }) => this.#systems.numberOf(key.system)),
      owners: Uint16Array.from(subjects, ({ key }) => this.#owners.numberOf(key.owner)),
      printsUpTo,
    };
    await this.#pool.run('append', { gallery: this.number, shard, ...columns, templates }, [templates.bytes.buffer]);
    return subjects.map(() => undefined);
  }
}
