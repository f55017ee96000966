import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listPipelines, readPeerScores } from '../../../../../src/cli/bench/det/peer-scores.js';
import { trialPairs } from '../../../../../src/cli/bench/pairs.js';
import { temporaryFolder } from '../../../../temporary-folder.js';
import { expectCode } from '../../../helpers/expect-code.js';

const fingers = ['a', 'a', 'b'];
const prints = ['a_1', 'a_2', 'b_1'].map((name) => ({ name, path: '', finger: name.slice(0, 1), impression: '1' }));
const run = {
  name: 'set',
  prints,
  scores: {
    fingers,
    pairs: trialPairs(fingers, 'all'),
    genuine: new Float64Array(1),
    impostor: new Float64Array(2),
  },
};
const folder = temporaryFolder({
  'good/set.txt': 'b_1 a_1 0.25\na_1 a_2 7\n\na_2 b_1 -1e3\n',
  'short/set.txt': 'a_1 a_2 7\na_1 b_1 1\n',
  'wordy/set.txt': 'a_1 a_2 7\na_1 b_1 1 what\n',
  'other/notes.txt': '',
  'file.txt': '',
});

test('scores come in the order of the pairs, whichever print a line names first', async () => {
  expect(await readPeerScores(folder, 'good', run)).toEqual({
    name: 'good',
    genuine: Float64Array.of(7),
    impostor: Float64Array.of(0.25, -1000),
  });
});

test('a pipeline may lack a set, but no pair of one and no number', async () => {
  expect(await readPeerScores(folder, 'other', run)).toBeUndefined();
  expect((await expectCode('INVALID_ARGUMENT', () => readPeerScores(folder, 'short', run))).message).toMatch(
    /no score of the pair a_2 b_1/,
  );
  expect((await expectCode('INVALID_ARGUMENT', () => readPeerScores(folder, 'wordy', run))).message).toMatch(/line 2/);
});

test('pipelines are the folders of a folder', async () => {
  expect(await listPipelines(folder)).toEqual(['good', 'other', 'short', 'wordy']);
  expect((await expectCode('INVALID_ARGUMENT', () => listPipelines(join(folder, 'other')))).message).toMatch(
    /it has no folder/,
  );
  expect((await expectCode('FILE_NOT_READABLE', () => listPipelines(join(folder, 'nowhere')))).message).toMatch(
    /does not exist/,
  );
});
