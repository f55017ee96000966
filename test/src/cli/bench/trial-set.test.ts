import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSetFolder } from '../../../../src/cli/bench/set-folder.js';
import { acrossFolders } from '../../../../src/cli/bench/trial-set.js';
import { temporaryFolder } from '../../../temporary-folder.js';

const prints = ['a/1_1.png', 'a/1_2.png', 'a/2_1.png', 'b/1_1.png', 'b/2_1.png', 'c/b/1_1.png'];
const folder = temporaryFolder(Object.fromEntries(prints.map((name) => [name, ''])));
const folders = (...names: string[]) => names.map((name) => parseSetFolder(join(folder, name)));

test('prints of several folders are named with their folder and keep their finger and resolution', async () => {
  const set = await acrossFolders(folders('a', 'b@512'));
  expect(set).toMatchObject({ name: 'a+b', folders: ['a', 'a', 'a', 'b', 'b'] });
  expect(set.prints.map(({ name, finger, ppi }) => [name, finger, ppi])).toEqual([
    ['a/1_1', '1', undefined],
    ['a/1_2', '1', undefined],
    ['a/2_1', '2', undefined],
    ['b/1_1', '1', 512],
    ['b/2_1', '2', 512],
  ]);
});

test('folders of one name are refused: their prints could not be told apart', async () => {
  await expect(acrossFolders(folders('b', 'c/b'))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});
