import { type StreamedName, synthesizePrints, synthesizeTemplates, Workbench } from 'ridgeline';
import { afterAll, expect, test } from 'vitest';
import { difficultyOf } from '../../../src/engine/synthesis-streams.js';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { loadNative } from '../../../src/native/load.js';

const workbench = new Workbench({ threads: 2 });

afterAll(() => workbench.close());

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

test('prints come by person, position and impression, each as it comes alone', async () => {
  const request = { seed: 17, firstPerson: 3, people: 2, positions: [7, 2] as const, impressions: 2 };
  const prints = await all(synthesizePrints(workbench, { ...request, difficulty: 'spread' }));
  expect(prints.map(({ person, position, impression }) => [person, position, impression])).toEqual(
    [3, 4].flatMap((person) =>
      [7, 2].flatMap((position) => [0, 1].map((impression) => [person, position, impression])),
    ),
  );
  const last = prints[7];
  const alone = loadNative().synthesizePrint({
    ...{ seed: 17, person: 4, position: 2, impression: 1, kind: 'plain', sensor: 'optical', condition: 'any' },
    ...{ difficulty: 0.25, ppi: 500 },
  });
  expect(last?.difficulty).toBe(0.25);
  expect(Buffer.compare(last?.truth ?? new Uint8Array(0), alone.truth)).toBe(0);
  const decoded = await decodePrint(last?.file ?? new Uint8Array(0));
  const pixels = decoded.kind === 'image' ? decoded.image.pixels : new Uint8Array(0);
  expect(Buffer.compare(pixels, alone.image.pixels)).toBe(0);
});

test('prints that are not wanted are not made', async () => {
  const wanted = ({ impression }: StreamedName) => impression === 1;
  const request = { seed: 17, people: 2, positions: [4] as const, impressions: 3, wanted };
  const prints = await all(synthesizePrints(workbench, request));
  expect(prints.map(({ person, impression }) => [person, impression])).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

test('templates come person by person', async () => {
  const request = {
    seed: 2,
    firstPerson: 5,
    people: 3,
    positions: [1, 8] as const,
    firstImpression: 1,
    impressions: 2,
  };
  const people = await all(synthesizeTemplates(workbench, request));
  expect(people.map(({ person }) => person)).toEqual([5, 6, 7]);
  for (const { templates } of people) {
    expect(templates.map(({ position, impression }) => [position, impression])).toEqual([
      [1, 1],
      [1, 2],
      [8, 1],
      [8, 2],
    ]);
    for (const { position, template } of templates) {
      expect(loadNative().readTemplate(template).position).toBe(position);
    }
  }
});

test('a spread difficulty fills 0 to 1 evenly, however many impressions there are', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((impression) => difficultyOf('spread', impression))).toEqual([
    0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875,
  ]);
  expect(difficultyOf(0.3, 5)).toBe(0.3);
});
