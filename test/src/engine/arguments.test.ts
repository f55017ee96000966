import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/index.js';
import type {
  EngineOptions,
  IdentifyRequest,
  OperationOptions,
  PrintInput,
  SubjectKey,
} from '../../../src/engine/types.js';
import { expectCode } from '../helpers/expect-code.js';
import { captureOf, keyOf, openEngine, templateOf } from './people.js';

const [print] = captureOf(1);

test.each<[string, unknown, RegExp]>([
  ['no subject', undefined, /subject/],
  ['an empty system', { ...keyOf(1), system: '' }, /system/],
  ['a number as owner', { ...keyOf(1), owner: 7 }, /owner/],
  ['a reference of 129 bytes', keyOf(`${'é'.repeat(64)}x`), /129 bytes/],
  ['a control character', keyOf('a\nb'), /control/],
  ['half a character', keyOf('\ud83d'), /halves/],
])('a subject key with %s is refused', async (_name, key, words) => {
  const engine = await openEngine();
  const { message } = await expectCode('INVALID_ARGUMENT', () => engine.enrol(key as SubjectKey, captureOf(1)));
  expect(message).toMatch(words);
  await expectCode('INVALID_ARGUMENT', () => engine.erase(key as SubjectKey));
  await expectCode('INVALID_ARGUMENT', () => engine.verify(key as SubjectKey, captureOf(1)));
});

test('the longest names are taken and given back as they are', async () => {
  const engine = await openEngine();
  const key = keyOf('é'.repeat(64), '🙂'.repeat(32), ' x '.repeat(40));
  await engine.enrol(key, captureOf(1));
  const { candidates } = await engine.identify({ prints: captureOf(1, 1) });
  expect(candidates[0]).toMatchObject(key);
});

const template = templateOf(1, 0, 1);
test.each<[string, unknown, RegExp]>([
  ['no array', {}, /prints/],
  ['no prints', [], /1 to 40/],
  ['41 prints', Array.from({ length: 41 }, () => print), /1 to 40/],
  ['nine impressions of a finger', Array.from({ length: 9 }, () => print), /9 impressions of finger 1/],
  ['null', [null], /prints\[0\]/],
  ['position 11', [{ position: 11, template }], /position/],
  ['position 1.5', [{ position: 1.5, template }], /position/],
  ['an unknown impression', [{ position: 1, impression: 'latent', template }], /impression/],
  ['two sources', [{ position: 1, bytes: template, template }], /one of/],
  ['no source', [{ position: 1 }], /one of/],
  ['an array as template', [{ position: 1, template: [...template] }], /Uint8Array/],
  ['a negative ppi', [{ position: 1, bytes: template, ppi: -1 }], /ppi/],
  ['too few pixels', [{ position: 1, pixels: new Uint8Array(99), width: 10, height: 10, ppi: 500 }], /99 bytes/],
])('prints with %s are refused', async (_name, prints, words) => {
  const engine = await openEngine();
  const { message } = await expectCode('INVALID_ARGUMENT', () => engine.enrol(keyOf(1), prints as PrintInput[]));
  expect(message).toMatch(words);
  await expectCode('INVALID_ARGUMENT', () => engine.identify({ prints: prints as PrintInput[] }));
  expect(engine.info().subjects).toBe(0);
});

test.each<[string, Partial<Record<keyof IdentifyRequest, unknown>>]>([
  ['no permitted systems', { systems: [] }],
  ['an empty owner', { owners: ['BE', ''] }],
  ['fpir 0', { fpir: 0 }],
  ['fpir 1.1', { fpir: 1.1 }],
  ['fpir NaN', { fpir: Number.NaN }],
  ['no candidates', { maxCandidates: 0 }],
  ['1001 candidates', { maxCandidates: 1001 }],
  ['an exhaustive that is no boolean', { exhaustive: 1 }],
])('a request with %s is refused', async (_name, changes) => {
  const engine = await openEngine();
  await expectCode('INVALID_ARGUMENT', () =>
    engine.identify({ prints: captureOf(1), ...changes } as unknown as IdentifyRequest),
  );
});

test.each<[string, OperationOptions]>([
  ['a negative timeout', { timeoutMs: -1 }],
  ['an endless timeout', { timeoutMs: Number.POSITIVE_INFINITY }],
  ['a signal that is none', { signal: {} as AbortSignal }],
])('%s is refused', async (_name, options) => {
  const engine = await openEngine();
  await expectCode('INVALID_ARGUMENT', () => engine.enrol(keyOf(1), captureOf(1), options));
});

test.each<[string, EngineOptions]>([
  ['no threads', { threads: 0 }],
  ['257 threads', { threads: 257 }],
  ['an empty path', { storePath: '' }],
  ['a key without a store', { storeKey: new Uint8Array(32) }],
  ['a short key', { storePath: 'nowhere', storeKey: new Uint8Array(16) }],
  ['no memory', { maxGalleryBytes: 0 }],
])('an engine with %s is refused', async (_name, options) => {
  await expectCode('INVALID_ARGUMENT', () => Engine.open(options));
});
