import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listSetPrints, parseSetFolder } from '../../../src/cli/bench/set-folder.js';
import { temporaryFolder } from '../../temporary-folder.js';

const setOf = (names: string[]) => parseSetFolder(temporaryFolder(Object.fromEntries(names.map((name) => [name, '']))));

describe('a folder of a trial', () => {
  test('the finger is all before the last underscore', async () => {
    const prints = await listSetPrints(setOf(['012_3_1.tif', '012_3_2.png']));
    expect(prints.map(({ finger, impression }) => [finger, impression])).toEqual([
      ['012_3', '1'],
      ['012_3', '2'],
    ]);
  });

  test('prints come by finger and impression, with numbers as numbers', async () => {
    const prints = await listSetPrints(setOf(['9_1.png', '10_2.png', '10_10.png', '9_2.png', '10_1.png']));
    expect(prints.map(({ name }) => name)).toEqual(['9_1', '9_2', '10_1', '10_2', '10_10']);
  });

  test('notes and tables beside the prints are passed over', async () => {
    expect(await listSetPrints(setOf(['1_1.PNG', 'readme.txt', 'scores_1.csv', '.hidden']))).toHaveLength(1);
  });

  test.each(['portrait.png', '_1.png', '101_.png'])('a print named %s is refused by its name', async (name) => {
    await expect(listSetPrints(setOf(['1_1.png', name]))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(name),
    });
  });

  test('two files of one print are refused: the pair would be its own match', async () => {
    await expect(listSetPrints(setOf(['1_1.png', '1_1.tif']))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('a folder that is not there is named', async () => {
    const missing = join(temporaryFolder(), 'nowhere');
    await expect(listSetPrints(parseSetFolder(missing))).rejects.toMatchObject({
      code: 'FILE_NOT_READABLE',
      message: expect.stringContaining(missing),
    });
  });
});

test('a resolution can stand behind a folder', () => {
  expect(parseSetFolder('sets/db3@512')).toMatchObject({ name: 'db3', ppi: 512 });
  expect(parseSetFolder('sets/db3')).not.toHaveProperty('ppi');
  expect(basename(parseSetFolder('sets/db3@512/').path)).toBe('db3@512');
});
