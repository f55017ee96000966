import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NativeBinding } from '../../../src/native/binding.js';
import { hasRidgelineCode, RidgelineError } from '../../../src/native/error.js';
import { loadNative } from '../../../src/native/load.js';

const native = loadNative();
type Functions = Readonly<Record<keyof NativeBinding, (...parameters: readonly unknown[]) => unknown>>;
/** The binding as untyped code sees it. */
const untyped = native as unknown as Functions;
/** All but the one that looks at no argument and measures the machine for a second. */
const functionNames = Object.keys(untyped).filter((name) => name !== 'measureLimits') as (keyof NativeBinding)[];

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

const side = 100;
const image = { width: side, height: side, ppi: 500, pixels: new Uint8Array(side * side) };

const slap = {
  ...{ seed: 1, person: 0, position: 13, impression: 0, kind: 'plain', sensor: 'optical', condition: 'any' },
  ...{ difficulty: 0.5, ppi: 500, missingFingers: [] },
};

describe('arguments of a wrong kind', () => {
  test.each([
    ['decodeWsq', 'bytes must be a Uint8Array', ['text']],
    ['decodeWsq', 'bytes must be a Uint8Array', [new Uint16Array(4)]],
    ['decodeWsq', 'bytes must be a Uint8Array', [new ArrayBuffer(4)]],
    ['encodeWsq', 'image must be an object', [undefined, 0.75]],
    ['encodeWsq', 'image.pixels must be width x height', [{ ...image, height: side + 1 }, 0.75]],
    ['encodeWsq', 'bitsPerPixel must be a number', [image]],
    ['encodeWsq', 'bitsPerPixel must be a number', [image, Number.NaN]],
    ['encodeWsq', 'bits per pixel must be a number from 0.1 to 8', [image, 8.5]],
    ['extract', 'image must be an object', [undefined, 0, 0]],
    ['extract', 'image.width must be a whole number', [{ ...image, width: 100.5 }, 0, 0]],
    ['extract', 'image.width must be a whole number', [{ ...image, width: -100, height: -100 }, 0, 0]],
    ['extract', 'image.width must be a whole number', [{ ...image, width: '100' }, 0, 0]],
    ['extract', 'image.ppi must be a number', [{ ...image, ppi: Number.NaN }, 0, 0]],
    ['extract', 'image.pixels must be width x height', [{ ...image, height: side + 1 }, 0, 0]],
    ['extract', 'image.pixels must be a Uint8Array', [{ ...image, pixels: [1, 2, 3] }, 0, 0]],
    ['extract', 'position must be a whole number from 0 to 10', [image, 11, 0]],
    ['extract', 'impression must be a whole number from 0 to 3', [image, 1, 4]],
    ['explainExtraction', 'position must be a whole number from 0 to 10', [image]],
    ['writeMinutiaeRecord', 'packed must be an array', ['text']],
    ['writeMinutiaeRecord', 'packed[0] must be a Uint8Array', [[1]]],
    ['writeMinutiaeRecord', "form must be one of 'iso2005'", [[], 'iso1999']],
    ['prepare', 'templates must be an array', [{ length: 1 }]],
    ['galleryCreate', 'shards must be a whole number from 1', [0, 1024]],
    ['galleryCreate', 'maxBytes must be a whole number from 0', [1, -1]],
    ['decisionThreshold', 'fpir must be a number from 0 to 1', [100, 2]],
    ['decisionThreshold', 'subjects must be a whole number', [1.5, 0.001]],
    ['segmentSlap', 'position must be a whole number from 11 to 15', [image, 2, []]],
    ['segmentSlap', 'missing must be an array', [image, 13, 3]],
    ['segmentSlap', 'missing[0] must be a whole number from 1 to 10', [image, 13, [11]]],
    ['uprightPrint', 'box.centerX must be a number', [image, {}]],
    ['uprightPrint', 'the box holds nothing', [image, { centerX: 9, centerY: 9, width: 0, height: 9, angle: 0 }]],
    ['synthesizePrint', 'request.', [{}]],
    ['synthesizeSlap', 'request.position must be a whole number from 11 to 15', [{ ...slap, position: 10 }]],
    ['synthesizeSlap', "request.kind must be 'plain'", [{ ...slap, kind: 'rolled' }]],
    ['synthesizeSlap', "request.sensor must be 'optical' or 'inked'", [{ ...slap, sensor: 'capacitive' }]],
    ['synthesizeSlap', 'request.tiltDegrees must be a number from -45 to 45', [{ ...slap, tiltDegrees: 46 }]],
    ['synthesizeSlap', 'request.missingFingers must be an array', [{ ...slap, missingFingers: 4 }]],
    ['synthesizeSlap', 'missingFingers[0] must be a whole number from 1 to 10', [{ ...slap, missingFingers: [0] }]],
  ] as const)('%s: %s', (name, message, parameters) => {
    const error = errorOf(() => untyped[name](...parameters));
    expect(error).toBeInstanceOf(RidgelineError);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', blame: 'caller' });
    expect((error as Error).message).toContain(message);
  });

  test('an image beyond the limits is told by its sides, before its pixels are looked at', () => {
    const large = { width: 5000, height: 5000, ppi: 500, pixels: new Uint8Array(0) };
    expect(errorOf(() => untyped.extract(large, 0, 0))).toMatchObject({ code: 'IMAGE_TOO_LARGE', blame: 'input' });
  });

  test('a property that throws passes its error on', () => {
    const failing = {
      get width(): number {
        throw new TypeError('no width today');
      },
    };
    expect(errorOf(() => untyped.extract(failing, 0, 0))).toEqual(new TypeError('no width today'));
  });

  test('bytes whose buffer was transferred away count as empty', () => {
    const bytes = new Uint8Array(100);
    structuredClone(bytes, { transfer: [bytes.buffer] });
    expect(errorOf(() => untyped.readTemplate(bytes))).toMatchObject({ code: 'MALFORMED_TEMPLATE' });
  });

  test('bytes in shared memory are read', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(4));
    expect(errorOf(() => untyped.readTemplate(shared))).toMatchObject({ code: 'MALFORMED_TEMPLATE' });
  });
});

describe('handles', () => {
  test.each([
    ['nothing', undefined],
    ['a number', 1],
    ['an empty object', {}],
    ['a class of JavaScript', new Map()],
    ['an object that inherits from a handle', Object.create(native.prepare([]))],
    ['a proxy of a handle', new Proxy(native.prepare([]), {})],
  ])('%s is no handle', (_, value) => {
    const error = errorOf(() => untyped.comparePairs(value, new Uint32Array(0)));
    expect(error).toMatchObject({ code: 'INVALID_HANDLE', blame: 'caller' });
  });

  test('a gallery or cancel flag that is not there', () => {
    expect(errorOf(() => untyped.galleryStatistics(123_456_789))).toMatchObject({ code: 'INVALID_HANDLE' });
    expect(errorOf(() => untyped.cancelRaise(123_456_789))).toMatchObject({ code: 'INVALID_HANDLE' });
  });

  test('one that was given back', () => {
    const gallery = native.galleryCreate(1, 1 << 20);
    native.galleryDestroy(gallery);
    expect(errorOf(() => native.galleryDestroy(gallery))).toMatchObject({ code: 'INVALID_HANDLE' });
    const cancel = native.cancelCreate();
    native.cancelRelease(cancel);
    expect(errorOf(() => native.cancelRaise(cancel))).toMatchObject({ code: 'INVALID_HANDLE' });
  });
});

test('whatever is passed to any function, it returns or throws a coded error', () => {
  // Objects that the fuzzer makes have properties of the names that the binding reads.
  const property = fc.constantFrom('width', 'height', 'ppi', 'pixels', 'numbers', 'systems', 'printsUpTo', 'templates');
  const typedArray = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.uint16Array({ maxLength: 10 }),
    fc.uint32Array({ maxLength: 10 }),
    fc.float64Array({ maxLength: 10 }),
  );
  const leaf = fc.oneof(fc.anything(), typedArray, fc.integer({ min: -2, max: 12 }), fc.double());
  const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }), fc.dictionary(property, leaf, { maxKeys: 8 }));
  const call = fc.record({ name: fc.constantFrom(...functionNames), parameters: fc.array(value, { maxLength: 4 }) });
  fc.assert(
    fc.property(call, ({ name, parameters }) => {
      const error = errorOf(() => untyped[name](...parameters));
      // A property of a fuzzed object may itself throw, which is then the caller's own error.
      return error === undefined || hasRidgelineCode(error) || error instanceof TypeError;
    }),
    { numRuns: 3000 },
  );
});
