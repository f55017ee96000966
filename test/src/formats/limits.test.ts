import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as limits from '../../../src/formats/limits.js';

/** The value of a constant of native/base/limits.hpp: a number, or a number shifted left. */
function nativeLimit(name: string): number {
  const header = readFileSync(new URL('../../../native/base/limits.hpp', import.meta.url), 'utf8');
  const found = new RegExp(`\\b${name} = ([\\d.]+)u?(?: << (\\d+))?;`).exec(header);
  if (found === null) throw new Error(`limits.hpp has no ${name}`);
  return Number(found[1]) * 2 ** Number(found[2] ?? 0);
}

const nativeNames: Readonly<Record<string, string>> = {
  minPpi: 'kMinPpi',
  maxPpi: 'kMaxPpi',
  maxImageSide: 'kMaxImageSide',
  maxNominalSide: 'kMaxNominalSide',
  maxFileBytes: 'kMaxFileBytes',
};

test('every limit equals that of the native core', () => {
  const expected = Object.entries(nativeNames).map(([name, nativeName]) => [name, nativeLimit(nativeName)]);
  expect({ ...limits }).toEqual(Object.fromEntries(expected));
});
