import { describe, expect, test } from 'vitest';
import type { PrintInput } from '../../../src/engine/types.js';
import type { FingerImageView } from '../../../src/formats/finger-images/record.js';
import { writeFingerImages } from '../../../src/formats/finger-images/write-finger-images.js';
import { loadNative } from '../../../src/native/load.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { usualTouch } from '../helpers/usual-touch.js';
import { captureOf, keyOf, openEngine, templateOf } from './people.js';

const noise: PrintInput = { position: 3, name: 'noise.bin', bytes: Uint8Array.from({ length: 500 }, (_, i) => i % 7) };
const empty: PrintInput = { position: 4, bytes: new Uint8Array() };
const blank: PrintInput = {
  position: 5,
  pixels: new Uint8Array(300 * 300).fill(255),
  width: 300,
  height: 300,
  ppi: 500,
};

/** A view of a rolled print that was synthesized, as an image record has it. */
function imageView(position: number): FingerImageView {
  const { image } = loadNative().synthesizePrint({ ...usualTouch, seed: 5, person: 1, position: 2, impression: 0 });
  const { width, height, ppi, pixels } = image;
  return {
    ...{ position, impression: 1, number: 1, quality: undefined, width, height, ppi, bitsPerPixel: 8 },
    ...{ compression: 'NONE', data: pixels },
  };
}

describe('enrolment with bad prints', () => {
  test('takes the good ones and lists the others with their codes', async () => {
    const engine = await openEngine();
    const result = await engine.enrol(keyOf(1), [noise, ...captureOf(1), empty, blank]);
    expect(result.subject).toEqual(keyOf(1));
    expect(result.prints.map(({ position, name }) => [position, name])).toEqual([
      [1, 'print 2'],
      [2, 'print 3'],
    ]);
    expect(result.prints.every(({ minutiaCount, quality }) => minutiaCount > 20 && quality === 80)).toBe(true);
    expect(result.failures.map(({ position, name, code }) => [position, name, code])).toEqual([
      [3, 'noise.bin', 'UNSUPPORTED_FORMAT'],
      [4, 'print 4', 'FILE_EMPTY'],
      [5, 'print 5', 'NO_FINGERPRINT'],
    ]);
    expect(result.failures[0]?.message).toContain('noise.bin');
    expect(engine.info()).toMatchObject({ subjects: 1, prints: 2 });
  });

  test('of which none is good throws the first error and stores nothing', async () => {
    const engine = await openEngine();
    const error = await expectCode('UNSUPPORTED_FORMAT', () => engine.enrol(keyOf(1), [noise, empty]));
    expect(error.message).toContain('noise.bin');
    expect(engine.info()).toMatchObject({ subjects: 0, prints: 0 });
    await expectCode('SUBJECT_NOT_FOUND', () => engine.erase(keyOf(1)));
    await engine.enrol(keyOf(1), captureOf(1));
  });

  test('does the same for a search', async () => {
    const engine = await openEngine();
    await engine.enrol(keyOf(1), captureOf(1));
    const result = await engine.identify({ prints: [empty, ...captureOf(1, 1)] });
    expect(result).toMatchObject({ decision: 'hit', failures: [{ position: 4, code: 'FILE_EMPTY' }] });
    await expectCode('FILE_EMPTY', () => engine.identify({ prints: [empty, noise] }));
    await expectCode('FILE_EMPTY', () => engine.verify(keyOf(1), [empty]));
    await expectCode('MALFORMED_TEMPLATE', () =>
      engine.extract({ position: 1, template: templateOf(1, 0, 1).subarray(1) }),
    );
  });
});

test('of enrolments of one key at the same moment one wins', async () => {
  const engine = await openEngine({ storePath: await temporaryFolder() });
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4].map((person) => engine.enrol(keyOf('same'), captureOf(person))),
  );
  const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(losers.map(({ reason }) => reason.code)).toEqual(['SUBJECT_EXISTS', 'SUBJECT_EXISTS', 'SUBJECT_EXISTS']);
  const winner = 1 + outcomes.findIndex(({ status }) => status === 'fulfilled');
  expect(engine.info()).toMatchObject({ subjects: 1, prints: 2 });
  expect(await engine.verify(keyOf('same'), captureOf(winner, 1))).toMatchObject({ decision: 'hit' });
});

test('a full gallery refuses and leaves no half of a subject behind', async () => {
  const storePath = await temporaryFolder();
  // Room for the first segment of every shard and little more.
  const maxGalleryBytes = 3 * 2 ** 20;
  const engine = await openEngine({ storePath, maxGalleryBytes });
  const enrolled: number[] = [];
  let full = false;
  for (let person = 0; person < 2000 && !full; person += 10) {
    const people = Array.from({ length: 10 }, (_, i) => person + i);
    const outcomes = await Promise.allSettled(
      people.map((one) => engine.enrol(keyOf(one), captureOf(one, 0, [1, 2, 3, 4, 5]))),
    );
    outcomes.forEach((outcome, i) => {
      if (outcome.status === 'fulfilled') enrolled.push(person + i);
      else expect(outcome.reason).toMatchObject({ code: 'GALLERY_FULL', blame: 'internal' });
    });
    full = outcomes.some(({ status }) => status === 'rejected');
  }
  expect(full).toBe(true);
  expect(engine.info()).toMatchObject({ subjects: enrolled.length, prints: 5 * enrolled.length });
  const [first = 0] = enrolled;
  expect(await engine.identify({ prints: captureOf(first, 1) })).toMatchObject({ decision: 'hit', complete: true });
  await engine.close();

  const again = await openEngine({ storePath });
  expect(again.info()).toMatchObject({ subjects: enrolled.length });
  await engine.close();
});

describe('templates as prints', () => {
  test('take position and impression from the label, and keep their own where it says nothing', async () => {
    const engine = await openEngine();
    const template = templateOf(1, 0, 6);
    const kept = await engine.extract({ position: 0, template });
    expect(kept).toMatchObject({ position: 6, quality: 80, width: 400, height: 400 });
    expect(new Uint8Array(kept.template)).toEqual(template);
    const changed = await engine.extract({ position: 9, impression: 'rolled', template });
    const { minutiaCount } = kept;
    expect(changed).toMatchObject({ position: 9, minutiaCount });
    expect(loadNative().readTemplate(changed.template)).toMatchObject({ position: 9, impression: 1, quality: 80 });
  });

  test('of an ISO record with several views are all taken, or those of one finger', async () => {
    const engine = await openEngine();
    const views = [1, 2].map((position) => templateOf(8, 0, position));
    const bytes = loadNative().writeMinutiaeRecord(views, 'iso2005');
    const result = await engine.enrol(keyOf(1), [{ position: 0, bytes, name: 'both.fmr' }]);
    expect(result.prints.map(({ position, name }) => [position, name])).toEqual([
      [1, 'both.fmr'],
      [2, 'both.fmr'],
    ]);
    expect(await engine.identify({ prints: captureOf(8, 1) })).toMatchObject({ decision: 'hit' });
    expect(await engine.extract({ position: 2, bytes })).toMatchObject({ position: 2 });
    await expectCode('UNSUPPORTED_TEMPLATE', () => engine.extract({ position: 0, bytes }));
    await expectCode('UNSUPPORTED_TEMPLATE', () => engine.extract({ position: 3, bytes }));
  });

  test('of an image record with several views are all extracted, or those of one finger', async () => {
    const engine = await openEngine();
    const views = [imageView(1), imageView(2)];
    const bytes = writeFingerImages({ version: 2011, views });
    const result = await engine.enrol(keyOf(1), [{ position: 0, bytes, name: 'both.fir' }]);
    expect(result.prints.map(({ position, name }) => [position, name])).toEqual([
      [1, 'both.fir'],
      [2, 'both.fir'],
    ]);
    const { template } = await engine.extract({ position: 2, bytes });
    expect(loadNative().readTemplate(template)).toMatchObject({ position: 2, impression: 1 });
    const slap = writeFingerImages({ version: 2011, views: [imageView(13)] });
    await expectCode('UNSUPPORTED_FORMAT', () => engine.extract({ position: 0, bytes: slap }));
    await expectCode('UNSUPPORTED_TEMPLATE', () => engine.extract({ position: 3, bytes }));
  });

  test('are taken as they were when the call was made', async () => {
    const engine = await openEngine();
    // A view of a larger buffer, as files read by Node often are, and overwritten at once.
    const template = templateOf(3, 0, 1);
    const buffer = Buffer.alloc(8192);
    buffer.set(template, 100);
    const enrolling = engine.enrol(keyOf(3), [{ position: 1, template: buffer.subarray(100, 100 + template.length) }]);
    buffer.fill(0);
    await enrolling;
    expect(buffer.length).toBe(8192);
    expect(await engine.verify(keyOf(3), captureOf(3, 1, [1]))).toMatchObject({ decision: 'hit' });
  });
});

test('pictures of the same finger match, pictures of another do not', async () => {
  const engine = await openEngine();
  const picture = (person: number, impression: number): PrintInput => {
    const { image } = loadNative().synthesizePrint({ ...usualTouch, seed: 5, person, position: 2, impression });
    return { position: 2, ...image };
  };
  for (const person of [1, 2, 3]) await engine.enrol(keyOf(person), [picture(person, 0)]);
  const result = await engine.identify({ prints: [picture(2, 1)] });
  expect(result.decision).toBe('hit');
  expect(result.candidates.filter(({ hit }) => hit).map(({ reference }) => reference)).toEqual(['2']);
  expect(await engine.identify({ prints: [picture(4, 0)] })).toMatchObject({ decision: 'no-hit' });
  const extracted = await engine.extract(picture(1, 0));
  expect(extracted).toMatchObject({ position: 2, inverted: false });
  expect(extracted.ridgePeriodPx).toBeGreaterThan(5);
});
