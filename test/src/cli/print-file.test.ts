import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isPrintFile, positionOfName, readPrintFile } from '../../../src/cli/print-file.js';
import { maxFileBytes } from '../../../src/formats/limits.js';
import { temporaryFolder } from '../../temporary-folder.js';

test.each([
  ['7.png', 7],
  ['07.wsq', 7],
  ['10_3.tif', 10],
  ['0.png', 0],
  ['folder/1_12.jpeg', 1],
  ['11.png', undefined],
  ['101_1.png', undefined],
  ['7_a.png', undefined],
  ['thumb.png', undefined],
  ['7-1.png', undefined],
  ['7', 7],
])('the finger of %s is %s', (name, position) => {
  expect(positionOfName(name)).toBe(position);
});

test.each([
  ['a.png', true],
  ['a.TIF', true],
  ['a.wsq', true],
  ['a.iso', true],
  ['a.bmp', true],
  ['readme.txt', false],
  ['list.csv', false],
  ['png', false],
])('%s is a print: %s', (name, expected) => {
  expect(isPrintFile(name)).toBe(expected);
});

describe('reading a print', () => {
  test('gives its bytes', async () => {
    const folder = temporaryFolder({ '1.png': Uint8Array.of(1, 2, 3) });
    expect([...(await readPrintFile(join(folder, '1.png')))]).toEqual([1, 2, 3]);
  });

  test('a file larger than a print may be is refused before it is read', async () => {
    const folder = temporaryFolder({ 'huge.png': '' });
    truncateSync(join(folder, 'huge.png'), 100 * maxFileBytes);
    await expect(readPrintFile(join(folder, 'huge.png'))).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      message: expect.stringContaining('huge.png'),
    });
  });

  test('what is not there, or is a folder, is named with the reason', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    await expect(readPrintFile(join(folder, 'none.png'))).rejects.toMatchObject({
      code: 'FILE_NOT_READABLE',
      message: expect.stringMatching(/none\.png.*does not exist/),
    });
    await expect(readPrintFile(join(folder, 'sub'))).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  });
});
