import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { loadNative } from '../../../src/native/load.js';
import { packedTemplate, scatteredMinutiae } from '../native/sample-templates.js';

const native = loadNative();
const packed = [1, 6].map((position) => packedTemplate({ position, minutiae: scatteredMinutiae(position) }));

describe('template files', () => {
  test('a packed template comes back as it is, in an array of its own', async () => {
    const [first = new Uint8Array(0)] = packed;
    const decoded = await decodePrint(Buffer.from(first));
    expect(decoded).toEqual({ kind: 'templates', format: 'packed', templates: [first] });
  });

  test('a record of two fingers gives two packed templates, whatever resolution is given', async () => {
    const decoded = await decodePrint(native.writeMinutiaeRecord(packed, 'iso2005'), { ppi: 1000 });
    expect(decoded).toMatchObject({ kind: 'templates', format: 'fmr' });
    const views = decoded.kind === 'templates' ? decoded.templates.map((view) => native.readTemplate(view)) : [];
    expect(views.map(({ position }) => position)).toEqual([1, 6]);
    expect(views.map(({ x }) => x.length)).toEqual([1, 6].map((seed) => scatteredMinutiae(seed).length));
  });

  test('damaged ones are MALFORMED_TEMPLATE, with the name of the file', async () => {
    for (const bytes of [packed[0]?.subarray(0, 20), native.writeMinutiaeRecord(packed, 'iso2005').subarray(0, 40)]) {
      await expect(decodePrint(bytes ?? new Uint8Array(0), { name: 'thumb.fmr' })).rejects.toMatchObject({
        code: 'MALFORMED_TEMPLATE',
        blame: 'input',
        message: expect.stringMatching(/^thumb\.fmr: /),
      });
    }
  });
});
