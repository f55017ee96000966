import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RidgelineError } from '../../../src/native/error.js';
import { loadNative } from '../../../src/native/load.js';
import { packedTemplate, scatteredMinutiae } from './sample-templates.js';

const native = loadNative();

describe('readTemplate', () => {
  test('gives the contents as columns in pixels and degrees', () => {
    const contents = native.readTemplate(
      packedTemplate({
        position: 7,
        impression: 1,
        quality: 64,
        width: 388,
        height: 374,
        minutiae: [
          { x: 801, y: 1604, angle: 64, type: 1, quality: 90 },
          { x: 16, y: 8, angle: 255, type: 2, quality: 0 },
        ],
      }),
    );
    expect(contents).toEqual({
      position: 7,
      impression: 1,
      quality: 64,
      width: 388,
      height: 374,
      x: Float32Array.from([100.125, 2]),
      y: Float32Array.from([200.5, 1]),
      angle: Float32Array.from([90, 358.59375]),
      type: Uint8Array.from([1, 2]),
      minutiaQuality: Uint8Array.from([90, 0]),
    });
  });

  test.each([
    ['no bytes', new Uint8Array(0)],
    ['half a head', packedTemplate({ minutiae: [] }).subarray(0, 6)],
    ['a minutia less than the head counts', packedTemplate({ minutiae: scatteredMinutiae(1) }).subarray(0, -6)],
    ['a byte too many', Uint8Array.from([...packedTemplate({ minutiae: scatteredMinutiae(1) }), 0])],
  ])('%s is MALFORMED_TEMPLATE', (_, bytes) => {
    expect(() => native.readTemplate(bytes)).toThrow(
      expect.objectContaining({ code: 'MALFORMED_TEMPLATE', blame: 'input' }),
    );
  });

  test('another version is UNSUPPORTED_TEMPLATE', () => {
    const bytes = packedTemplate({ minutiae: scatteredMinutiae(1) });
    bytes[2] = 9;
    expect(() => native.readTemplate(bytes)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_TEMPLATE' }));
  });
});

describe('ISO/IEC 19794-2:2005 records', () => {
  test('keep the views of several fingers, positions in whole pixels', () => {
    // Templates list their best minutiae first, and records are read that way.
    const wholePixels = (seed: number) =>
      scatteredMinutiae(seed).map(({ x, y, ...rest }, order) => ({
        ...rest,
        x: x - (x % 8),
        y: y - (y % 8),
        quality: 100 - order,
      }));
    const packed = [1, 6].map((position) => packedTemplate({ position, minutiae: wholePixels(position) }));
    const record = native.writeMinutiaeRecord(packed, 'iso2005');
    expect(Buffer.from(record.subarray(0, 8)).toString('latin1')).toBe('FMR\0 20\0');
    const back = native.readMinutiaeRecord(record).templates;
    expect(back.map((view) => native.readTemplate(view))).toEqual(packed.map((view) => native.readTemplate(view)));
  });

  test('of no template, or of more than a record holds, are refused', () => {
    const one = packedTemplate({ minutiae: scatteredMinutiae(1) });
    expect(() => native.writeMinutiaeRecord([], 'iso2005')).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
    expect(() => native.writeMinutiaeRecord(Array(17).fill(one), 'iso2005')).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  test('changed anywhere, they give templates that can be read or a coded error', () => {
    const record = native.writeMinutiaeRecord(
      [1, 2].map((seed) => packedTemplate({ minutiae: scatteredMinutiae(seed) })),
      'iso2005',
    );
    const change = fc.record({ at: fc.nat(record.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), fc.nat(record.length), (changes, length) => {
        const bytes = record.slice(0, changes.length % 2 === 0 ? record.length : length);
        for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
        try {
          for (const packed of native.readMinutiaeRecord(bytes).templates) native.readTemplate(packed);
        } catch (error) {
          expect(error).toBeInstanceOf(RidgelineError);
          expect(error).toMatchObject({ blame: 'input' });
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['iso2005', 'iso2011', 'incits2004', 'incits2009'] as const)('go from one form to another: %s', (form) => {
    const packed = [1, 6].map((position) => packedTemplate({ position, minutiae: scatteredMinutiae(position) }));
    const record = native.writeMinutiaeRecord(packed, 'iso2011');
    const converted = native.convertMinutiaeRecord(record, form);
    const { form: found, templates } = native.readMinutiaeRecord(converted);
    expect(found).toBe(form);
    const views = templates.map((view) => native.readTemplate(view));
    expect(views.map(({ position }) => position)).toEqual([1, 6]);
    for (const [index, template] of native.readMinutiaeRecord(record).templates.entries()) {
      expect(views[index]?.x).toEqual(native.readTemplate(template).x);
    }
    expect(() => native.convertMinutiaeRecord(converted.subarray(0, 30), form)).toThrow(
      expect.objectContaining({ blame: 'input' }),
    );
  });
});
