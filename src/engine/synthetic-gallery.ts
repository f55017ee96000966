import { availableParallelism } from 'node:os';
import type { Isa, MachineLimits, ShardSearchResult, TemplateSynthesisRequest } from '../native/binding.js';
import { loadNative } from '../native/load.js';
import { Gallery } from './gallery.js';
import { mapAhead } from './map-ahead.js';
import { Operation } from './operation.js';
import { packBatch, unpackBatch } from './packed-batch.js';
import { searchGallery } from './search-gallery.js';
import { dealShards, type SearchHand } from './search-hand.js';
import { shardsPerThread } from './shards.js';
import type { FingerPosition } from './types.js';
import { WorkerPool } from './worker-pool.js';

/** People who do not exist, drawn as templates. */
export interface DrawnPeople {
  readonly seed: number;
  /** Numbered from 0. */
  readonly people: number;
  readonly positions: readonly FingerPosition[];
  readonly kind: 'plain' | 'rolled';
  /** 0 to 1. */
  readonly difficulty: number;
}

export interface DrawOptions {
  /** The first person that is enrolled; default 0. */
  readonly from?: number;
  /**
   * So many subjects for each person: those after the first are made of fingers of different people, so that a gallery for measurements of
   * speed fills in a fraction of the time. Default 1.
   */
  readonly copies?: number;
  /** People of one task; default as many as keep a thread busy for some tenths of a second. */
  readonly together?: number;
  /** Ends the drawing. */
  readonly signal?: AbortSignal;
}

export interface SyntheticGalleryOptions {
  readonly threads?: number;
  readonly maxGalleryBytes?: number;
}

export interface RankedSubject {
  readonly number: number;
  readonly score: number;
}

export interface TimedSearch {
  /** Best first. */
  readonly candidates: readonly RankedSubject[];
  readonly searched: number;
  /** Subjects whose prints were compared. */
  readonly compared: number;
  /** Codes that prints of the probe were asked of. */
  readonly codesAsked: number;
  readonly ms: number;
  /** The longest time that a thread read codes, shared with the searches that went together. */
  readonly coarseMs: number;
}

/** Templates drawn at a time: some tenths of a second of work. */
const templatesPerTask = 2000;
const tasksPerThread = 2;
const drawnImpression = 0;
/** The system and the owner of everybody. */
const unnamed = { systems: Uint16Array.of(1), owners: Uint16Array.of(1) };
const noNames = { systems: new Uint16Array(), owners: new Uint16Array() };

/** A gallery without a store, for measurements: drawn people, and templates under numbers of one's own. */
export class SyntheticGallery {
  readonly threads: number;
  readonly #pool: WorkerPool;
  readonly #gallery: Gallery;
  readonly #hands = new Map<number, readonly SearchHand[]>();
  #lastShard = 0;

  constructor({ threads = availableParallelism(), maxGalleryBytes = 2 ** 40 }: SyntheticGalleryOptions = {}) {
    this.threads = threads;
    this.#pool = new WorkerPool(threads);
    this.#pool.start('foreground');
    this.#gallery = new Gallery(this.#pool, threads * shardsPerThread, maxGalleryBytes);
  }

  /** Enrols the first impression of each; person p has the number p + 1. `onProgress` hears of the subjects enrolled. */
  async draw(
    drawn: DrawnPeople,
    { copies = 1, ...options }: DrawOptions = {},
    onProgress: (subjects: number) => void = () => undefined,
  ): Promise<void> {
    const tasks = mapAhead(requestsOf(drawn, options), tasksPerThread * this.threads, async (request) => {
      this.#lastShard = (this.#lastShard + 1) % this.#gallery.shards;
      await this.#pool.run('draw', { gallery: this.#gallery.number, shard: this.#lastShard, request, copies });
      return request.people * copies;
    });
    let people = 0;
    for await (const more of tasks) {
      people += more;
      onProgress(people);
    }
  }

  /** Enrols templates under a number that nobody has. */
  async append(number: number, templates: readonly Uint8Array[]): Promise<void> {
    const forms = await this.#pool.run('forms', {
      templates: packBatch(templates),
      printsUpTo: Uint32Array.of(templates.length),
    });
    const task = {
      gallery: this.#gallery.number,
      shard: number % this.#gallery.shards,
      numbers: Float64Array.of(number),
      ...unnamed,
      forms,
    };
    await this.#pool.run('append', task);
  }

  /** The score of a comparison without a gallery: what a search that compares everybody gives this subject. */
  async compare(probe: readonly Uint8Array[], candidate: readonly Uint8Array[]): Promise<number> {
    const task = { probe: packBatch(probe), candidate: packBatch(candidate), stop: new Operation({}).stopView };
    return (await this.#pool.run('verify', task)).score;
  }

  /** An impression of a person's fingers; that of the gallery is the first, 0. */
  templatesOf({ people: _, positions, ...drawn }: DrawnPeople, person: number, impression: number): Uint8Array[] {
    const one = { firstPerson: person, people: 1, firstImpression: impression, impressions: 1 };
    return unpackBatch(loadNative().synthesizeTemplates({ ...drawn, ...one, positions: Uint8Array.from(positions) }));
  }

  /** Searches with so many threads; default all. */
  async search(probe: readonly Uint8Array[], exhaustive: boolean, threads = this.threads): Promise<TimedSearch> {
    const start = performance.now();
    const query = { probe, permitted: noNames, maxCandidates: 10, exhaustive };
    const { results, incomplete } = await searchGallery(
      { hands: this.#handsOf(threads), unsearchable: new Set() },
      query,
      new Operation({}),
    );
    if (incomplete !== undefined) throw incomplete;
    const candidates = results.flatMap(rankedOf).sort((a, b) => b.score - a.score || a.number - b.number);
    return {
      candidates,
      searched: results.reduce((sum, { searched }) => sum + searched, 0),
      compared: results.reduce((sum, { compared }) => sum + compared, 0),
      codesAsked: results.reduce((sum, { codesAsked }) => sum + codesAsked, 0),
      ms: performance.now() - start,
      coarseMs: Math.max(...results.map(({ coarseMs }) => coarseMs)),
    };
  }

  #handsOf(threads: number): readonly SearchHand[] {
    const hands = this.#hands.get(threads) ?? dealShards(this.#pool, this.#gallery, threads);
    this.#hands.set(threads, hands);
    return hands;
  }

  /** The kernels that run. */
  get isa(): Isa {
    return loadNative().isa().active;
  }

  statistics(): { readonly subjects: number; readonly prints: number; readonly bytes: number } {
    return this.#gallery.statistics();
  }

  /** Of all threads at once. */
  async limits(): Promise<MachineLimits> {
    const each = await Promise.all(
      Array.from({ length: this.threads }, () => this.#pool.run('measureLimits', undefined)),
    );
    const sum = (of: keyof MachineLimits): number => each.reduce((total, limits) => total + limits[of], 0);
    return {
      memoryReadPerSecond: sum('memoryReadPerSecond'),
      popcountCodesPerSecond: sum('popcountCodesPerSecond'),
      codesPerSecond: sum('codesPerSecond'),
    };
  }

  /** The score from which a search of so many subjects is a hit, decibels. */
  threshold(subjects: number, fpir: number): number {
    return loadNative().decisionThreshold(subjects, fpir);
  }

  async close(): Promise<void> {
    await this.#pool.close();
    this.#gallery.destroy();
  }
}

function* requestsOf(
  { people, positions, ...drawn }: DrawnPeople,
  { from = 0, together, signal }: DrawOptions,
): Generator<TemplateSynthesisRequest> {
  const perTask = together ?? Math.max(1, Math.floor(templatesPerTask / positions.length));
  for (let firstPerson = from; firstPerson < people; firstPerson += perTask) {
    if (signal?.aborted === true) return;
    yield {
      ...drawn,
      firstPerson,
      people: Math.min(perTask, people - firstPerson),
      positions: Uint8Array.from(positions),
      firstImpression: drawnImpression,
      impressions: 1,
    };
  }
}

function rankedOf({ numbers, scores }: ShardSearchResult): RankedSubject[] {
  return Array.from(numbers, (number, i) => ({ number, score: scores[i] ?? 0 }));
}
