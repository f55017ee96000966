import { Engine } from 'ridgeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HandImages, handCard, handImages } from '../../helpers/hand-card.js';

let engine: Engine;
let right: HandImages;
let left: HandImages;

beforeAll(async () => {
  engine = await Engine.open({ threads: 2 });
  right = handImages(13);
  left = handImages(14);
});

afterAll(() => engine.close());

/** The rolled images with two of them in each other's place. */
function swapped(images: HandImages, one: number, other: number): HandImages['rolled'] {
  const placeOf = (position: number): number => (position === one ? other : position === other ? one : position);
  return new Map(
    [...images.rolled].map(([position, image]) => [placeOf(position), image] as const).toSorted(([a], [b]) => a - b),
  );
}

describe('a ten-print file as one input', () => {
  test('rolled prints and the fingers of the slap are read, enrolled and found by another slap', async () => {
    const tenprint = await engine.readTenprint(await handCard(right));
    expect(tenprint.failures).toEqual([]);
    expect(tenprint.prints.map(({ record, position, impression }) => [record, position, impression])).toEqual([
      ...[2, 3, 4, 5].map((position) => [position + 1, position, 'rolled']),
      ...[2, 3, 4, 5].map((position) => [7, position, 'plain']),
    ]);
    expect(tenprint.slaps).toEqual([
      { record: 7, position: 13, hand: 'right', expected: [2, 3, 4, 5], found: [2, 3, 4, 5] },
    ]);
    expect(tenprint.sequence.errors).toEqual([]);
    expect(tenprint.sequence.rolled.map(({ verdict }) => verdict)).toEqual(new Array(4).fill('confirmed'));
    const subject = { system: 'S', owner: 'BE', reference: '1' };
    await engine.enrol(subject, tenprint.prints);
    expect(engine.templates(subject).map(({ position }) => position)).toEqual([2, 3, 4, 5, 2, 3, 4, 5]);
    const { slap } = handImages(13, { impression: 1, tiltDegrees: -20 });
    const probe = await engine.readTenprint(await handCard({ slap }));
    const { decision, candidates } = await engine.identify({ prints: probe.prints });
    expect(decision).toBe('hit');
    expect(candidates[0]?.fingers.map(({ position }) => position)).toEqual([2, 3, 4, 5]);
  });

  test('missing fingers are noted, and not looked for', async () => {
    const missing = [{ position: 4, code: 'UP' as const }];
    const boxes = right.boxes.filter(({ position }) => position !== 4);
    const { prints, slaps, ...rest } = await engine.readTenprint(await handCard({ slap: right.slap, boxes, missing }));
    expect(rest).toMatchObject({ missing, failures: [] });
    expect(slaps).toMatchObject([{ expected: [2, 3, 5], found: [2, 3, 5] }]);
    expect(prints.map(({ position }) => position)).toEqual([2, 3, 5]);
  });

  test('what the file states says which finger is where, and the box found in it how it is turned', async () => {
    const boxes = right.boxes.map((box) => ({ ...box, position: 7 - box.position }));
    const { prints } = await engine.readTenprint(await handCard({ slap: right.slap, boxes }));
    const across = (position: number): number =>
      prints.find((print) => print.position === position)?.place?.centerX ?? 0;
    expect([5, 4, 3, 2].map(across)).toEqual([5, 4, 3, 2].map(across).toSorted((a, b) => a - b));
    expect(prints.map(({ place }) => place?.source)).toEqual(new Array(4).fill('found'));
  });
});

describe('the sequence of its prints', () => {
  test('swapped prints are told, or refused with what was found', async () => {
    const file = await handCard({ rolled: swapped(right, 2, 3), slap: right.slap });
    const { prints, sequence } = await engine.readTenprint(file, { name: 'card.an2' });
    expect(prints).toHaveLength(8);
    expect(sequence.errors).toMatchObject([
      { kind: 'swapped', record: 3, position: 2, shownAs: 3, otherRecord: 7 },
      { kind: 'swapped', record: 4, position: 3, shownAs: 2, otherRecord: 7 },
    ]);
    await expect(engine.readTenprint(file, { name: 'card.an2', sequence: 'refuse' })).rejects.toMatchObject({
      code: 'WRONG_SEQUENCE',
      message: expect.stringMatching(/^card\.an2: swapped: record 3, rolled right index, /),
      findings: [{ kind: 'swapped' }, { kind: 'swapped' }],
    });
  });

  test('a slap of the other hand than it claims is named after the rolled prints, and told', async () => {
    const file = await handCard({ rolled: left.rolled, slap: left.slap, claim: 13 });
    const { prints, sequence } = await engine.readTenprint(file);
    expect(prints.filter(({ impression }) => impression === 'plain').map(({ position }) => position)).toEqual([
      10, 9, 8, 7,
    ]);
    expect(sequence.errors).toEqual([]);
    expect(sequence.wrongHands).toMatchObject([{ record: 7, position: 13, hand: 'left', isCertain: true }]);
    await expect(engine.readTenprint(file, { sequence: 'refuse' })).rejects.toMatchObject({ code: 'WRONG_SEQUENCE' });
  });
});

test('a file that its checker refuses, and one without a finger', async () => {
  const file = Buffer.from(await handCard({ rolled: new Map([...right.rolled].slice(0, 1)) }));
  const broken = Buffer.from(file.toString('latin1').replace('20260101', '2026-1-1'), 'latin1');
  await expect(engine.readTenprint(broken)).rejects.toMatchObject({
    code: 'INVALID_TRANSACTION',
    findings: [{ severity: 'error', field: '1.005' }],
  });
  const none = await handCard({});
  await expect(engine.readTenprint(none)).rejects.toMatchObject({ code: 'NO_FINGERPRINT' });
});
