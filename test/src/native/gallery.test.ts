import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  GalleryForms,
  GalleryNumber,
  GallerySearch,
  ShardSearchResult,
  SubjectBatch,
} from '../../../src/native/binding.js';
import { loadNative } from '../../../src/native/load.js';
import { jittered, packedTemplate, scatteredMinutiae } from './sample-templates.js';

const native = loadNative();
const thumb = 1;
const index = 2;

/** The minutiae of a subject's finger; its impressions are jittered from them. */
const fingerOf = (subject: number, position: number) => scatteredMinutiae(100 * subject + position);

const enrolled = (subject: number, position: number) =>
  packedTemplate({ position, minutiae: fingerOf(subject, position) });

const probeOf = (subject: number, position: number) =>
  packedTemplate({ position, minutiae: jittered(fingerOf(subject, position), subject) });

/** Forms of subjects with a thumb and an index finger each. */
function formsOf(subjects: readonly number[]): GalleryForms {
  const templates = subjects.flatMap((subject) => [enrolled(subject, thumb), enrolled(subject, index)]);
  const printsUpTo = Uint32Array.from(subjects, (_, order) => 2 * (order + 1));
  return native.galleryForms(templates, printsUpTo);
}

/** Subjects with a thumb and an index finger each; odd numbers belong to system 1 and owner 8, even ones to 0 and 7. */
function batchOf(...subjects: number[]): SubjectBatch {
  return {
    numbers: Float64Array.from(subjects),
    systems: Uint16Array.from(subjects, (subject) => subject % 2),
    owners: Uint16Array.from(subjects, (subject) => 7 + (subject % 2)),
    forms: formsOf(subjects),
  };
}

let gallery: GalleryNumber;

beforeEach(() => {
  gallery = native.galleryCreate(2, 64 << 20);
  native.galleryAppend(gallery, 0, batchOf(1, 2, 3));
  native.galleryAppend(gallery, 1, batchOf(4, 5));
});

afterEach(() => native.galleryDestroy(gallery));

interface Changes extends Partial<GallerySearch> {
  readonly gallery?: GalleryNumber;
  readonly shards?: Uint16Array;
}

function wanted(changes: Partial<GallerySearch>): GallerySearch {
  return {
    probe: [probeOf(2, thumb), probeOf(2, index)],
    systems: new Uint16Array(0),
    owners: new Uint16Array(0),
    maxCandidates: 10,
    minScore: 30,
    exhaustive: false,
    cancel: 0,
    deadlineMs: Number.POSITIVE_INFINITY,
    ...changes,
  };
}

const allShards = Uint16Array.from([0, 1]);

function search({ gallery: searched = gallery, shards = allShards, ...changes }: Changes): ShardSearchResult {
  const [result] = native.gallerySearch(searched, shards, [wanted(changes)]);
  if (result === undefined) throw new Error('no result');
  return result;
}

describe('a search', () => {
  test('finds the subject, with the scores of the fingers that were compared', () => {
    const result = search({});
    expect(result).toMatchObject({ searched: 5, complete: true, stoppedBy: 'none' });
    expect([...result.numbers]).toEqual([2]);
    expect(result.scores[0]).toBeGreaterThan(40);
    const compared = Array.from(result.fingerScores, (score) => !Number.isNaN(score));
    expect(compared).toEqual([true, true, ...Array(8).fill(false)]);
  });

  test('sees only the shards, systems and owners that it is given', () => {
    expect(search({ shards: Uint16Array.from([1]) })).toMatchObject({ searched: 2, numbers: new Float64Array(0) });
    expect(search({ systems: Uint16Array.from([1]) })).toMatchObject({ searched: 3, numbers: new Float64Array(0) });
    expect(search({ owners: Uint16Array.from([7]) })).toMatchObject({ searched: 2, numbers: Float64Array.from([2]) });
  });

  test('lists all candidates above the least score, best first, at most as many as wanted', () => {
    const all = search({ minScore: 0 });
    expect([...all.scores]).toEqual([...all.scores].sort((a, b) => b - a));
    expect(all.numbers[0]).toBe(2);
    expect(search({ minScore: 0, maxCandidates: 1 }).numbers.length).toBe(1);
    expect(search({ minScore: Number.POSITIVE_INFINITY }).numbers.length).toBe(0);
  });

  test('that was cancelled or is past its deadline is not complete', () => {
    const cancel = native.cancelCreate();
    expect(search({ cancel })).toMatchObject({ complete: true });
    native.cancelRaise(cancel);
    expect(search({ cancel })).toMatchObject({ complete: false, stoppedBy: 'cancel' });
    native.cancelRelease(cancel);
    expect(search({ deadlineMs: Date.now() - 1 })).toMatchObject({ complete: false, stoppedBy: 'deadline' });
    expect(search({ deadlineMs: Date.now() + 60_000 })).toMatchObject({ complete: true });
  });

  test('gives what it gives alone when it goes with others', () => {
    const cancel = native.cancelCreate();
    native.cancelRaise(cancel);
    const several: Partial<GallerySearch>[] = [
      {},
      { probe: [probeOf(4, index)] },
      { cancel },
      { systems: Uint16Array.from([1]), minScore: 0 },
      { exhaustive: true, minScore: 0 },
    ];
    const together = native.gallerySearch(gallery, allShards, several.map(wanted));
    const timeless = (results: readonly ShardSearchResult[]) => results.map((result) => ({ ...result, coarseMs: 0 }));
    expect(timeless(together)).toEqual(timeless(several.map((changes) => search(changes))));
    expect(together.map(({ complete }) => complete)).toEqual([true, true, false, true, true]);
    expect(native.gallerySearch(gallery, allShards, [])).toEqual([]);
    native.cancelRelease(cancel);
  });

  test.each([
    ['no gallery', { gallery: 0 as GalleryNumber }, 'INVALID_HANDLE'],
    ['a shard that is not there', { shards: Uint16Array.from([2]) }, 'INVALID_ARGUMENT'],
    ['no prints', { probe: [] }, 'INVALID_ARGUMENT'],
    ['a print that is no template', { probe: [new Uint8Array(3)] }, 'MALFORMED_TEMPLATE'],
    ['no candidates wanted', { maxCandidates: 0 }, 'INVALID_ARGUMENT'],
    ['more candidates than one search may return', { maxCandidates: 1001 }, 'INVALID_ARGUMENT'],
    ['a least score that is no number', { minScore: Number.NaN }, 'INVALID_ARGUMENT'],
  ] as const)('with %s is refused', (_, changes, code) => {
    expect(() => search(changes)).toThrow(expect.objectContaining({ code }));
  });
});

describe('erasure', () => {
  test('returns how many were there, and later searches do not see them', () => {
    expect(native.galleryErase(gallery, 0, Float64Array.from([2, 99]))).toBe(1);
    expect(search({})).toMatchObject({ searched: 4, numbers: new Float64Array(0) });
    expect(native.galleryErase(gallery, 0, Float64Array.from([2]))).toBe(0);
    expect(native.galleryStatistics(gallery)).toMatchObject({ shards: 2, subjects: 4, prints: 8 });
  });

  test.each([[-1], [0.5], [2 ** 53], [Number.NaN]])('of subject %d is refused', (number) => {
    expect(() => native.galleryErase(gallery, 0, Float64Array.from([number]))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});

describe('forms are refused for', () => {
  const two = [enrolled(1, thumb), enrolled(1, index)];

  test.each([
    ['ends that fall', two, [2, 1], 'INVALID_ARGUMENT'],
    ['more templates than are counted', two, [1], 'INVALID_ARGUMENT'],
    ['fewer templates than are counted', two, [1, 3], 'INVALID_ARGUMENT'],
    ['a damaged template', [...two, new Uint8Array(20)], [3], 'MALFORMED_TEMPLATE'],
  ] as const)('%s', (_, templates, printsUpTo, code) => {
    expect(() => native.galleryForms(templates, Uint32Array.from(printsUpTo))).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('a batch that is refused changes nothing', () => {
  const good = batchOf(6, 7);
  const { bytes, ends } = good.forms;
  const [end = 0] = ends;
  const withEnds = (...changed: number[]) => ({ ...good, forms: { bytes, ends: Uint32Array.from(changed) } });
  const withStarts = (...starts: number[]) => ({ ...good, forms: { bytes, ends, starts: Uint32Array.from(starts) } });
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const damaged = bytes.slice();
  damaged.fill(1, end, end + 20);

  test.each([
    ['columns of different length', { ...good, owners: Uint16Array.from([7]) }, 'INVALID_ARGUMENT'],
    ['fewer forms than numbers', withEnds(end), 'INVALID_ARGUMENT'],
    ['more forms than numbers', withEnds(end, bytes.length, bytes.length), 'INVALID_ARGUMENT'],
    ['forms that end beyond their bytes', withEnds(end, bytes.length + 1), 'INVALID_ARGUMENT'],
    ['ends that fall', withEnds(end, end - 1), 'INVALID_ARGUMENT'],
    ['fewer starts than ends', withStarts(0), 'INVALID_ARGUMENT'],
    ['a form that begins within the one before', withStarts(0, end - 1), 'INVALID_ARGUMENT'],
    ['a form that begins behind its end', withStarts(0, bytes.length + 1), 'INVALID_ARGUMENT'],
    ['memory that another thread can change', { ...good, forms: { bytes: shared, ends } }, 'INVALID_ARGUMENT'],
    ['a number that is no whole one', { ...good, numbers: Float64Array.from([6, 0.5]) }, 'INVALID_ARGUMENT'],
    ['a number that is enrolled', { ...good, numbers: Float64Array.from([6, 1]) }, 'SUBJECT_EXISTS'],
    ['a damaged form at its end', { ...good, forms: { bytes: damaged, ends } }, 'MALFORMED_TEMPLATE'],
  ] as const)('%s', (_, batch, code) => {
    const before = native.galleryStatistics(gallery);
    expect(() => native.galleryAppend(gallery, 0, batch)).toThrow(expect.objectContaining({ code }));
    expect(native.galleryStatistics(gallery)).toEqual(before);
  });

  test('and the good one is taken after it, wherever its forms lie', () => {
    const apart = new Uint8Array(bytes.length + 30).fill(0xff);
    apart.set(bytes.subarray(0, end), 10);
    apart.set(bytes.subarray(end), end + 30);
    const forms = {
      bytes: apart,
      starts: Uint32Array.of(10, end + 30),
      ends: Uint32Array.of(end + 10, bytes.length + 30),
    };
    native.galleryAppend(gallery, 0, { ...good, forms });
    expect(native.galleryStatistics(gallery)).toMatchObject({ subjects: 7, prints: 14 });
    expect([...search({ probe: [probeOf(7, index)] }).numbers]).toEqual([7]);
  });
});
