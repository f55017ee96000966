import { describe, expect, test } from 'vitest';
import type { TemplateSynthesisRequest } from '../../../src/native/binding.js';
import { loadNative } from '../../../src/native/load.js';

const native = loadNative();

function request(changed: Partial<TemplateSynthesisRequest> = {}): TemplateSynthesisRequest {
  return {
    seed: 6,
    firstPerson: 0,
    people: 12,
    positions: Uint8Array.of(2, 3),
    firstImpression: 0,
    impressions: 2,
    kind: 'plain',
    difficulty: 0.3,
    ...changed,
  };
}

function templatesOf(changed: Partial<TemplateSynthesisRequest> = {}): Uint8Array[] {
  const { bytes, ends } = native.synthesizeTemplates(request(changed));
  return Array.from(ends, (end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}

describe('synthetic templates', () => {
  test('come in order of person, position and impression', () => {
    const all = templatesOf();
    expect(all.length).toBe(12 * 2 * 2);
    expect(all.slice(0, 4).map((packed) => native.readTemplate(packed).position)).toEqual([2, 2, 3, 3]);
    const alone = templatesOf({
      firstPerson: 7,
      people: 1,
      positions: Uint8Array.of(3),
      firstImpression: 1,
      impressions: 1,
    });
    expect(alone).toEqual([all[7 * 4 + 3]]);
  });

  test('of one finger match, those of different people do not', () => {
    const all = templatesOf({ positions: Uint8Array.of(2) });
    const prepared = native.prepare(all);
    const genuine = Array.from({ length: 12 }, (_, person) => [2 * person, 2 * person + 1]).flat();
    const impostor = Array.from({ length: 11 }, (_, person) => [2 * person, 2 * person + 2]).flat();
    const genuineScores = native.comparePairs(prepared, Uint32Array.from(genuine));
    const impostorScores = native.comparePairs(prepared, Uint32Array.from(impostor));
    expect(Math.min(...genuineScores)).toBeGreaterThan(40);
    expect(Math.max(...impostorScores)).toBeLessThan(30);
  });

  test('match the less the greater the difficulty', () => {
    const meanScore = (difficulty: number): number => {
      const prepared = native.prepare(templatesOf({ people: 30, positions: Uint8Array.of(7), difficulty }));
      const pairs = Uint32Array.from({ length: 60 }, (_, index) => index);
      return native.comparePairs(prepared, pairs).reduce((sum, score) => sum + score, 0) / 30;
    };
    const means = [0, 0.5, 1].map(meanScore);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    expect((means[0] ?? 0) - (means[2] ?? 0)).toBeGreaterThan(8);
  });

  test.each([
    ['too many', { people: 100_000 }],
    ['a position that no finger has', { positions: Uint8Array.of(0) }],
    ['a difficulty above 1', { difficulty: 1.01 }],
    ['no whole number of people', { people: 1.5 }],
  ])('are refused with a coded error: %s', (_, changed) => {
    expect(() => native.synthesizeTemplates(request(changed))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
