import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EnrolPlan, planFromList, planFromPaths } from '../../../src/cli/enrol-plan.js';
import { temporaryFolder } from '../../temporary-folder.js';

/** The plan with files as seen from the folder. */
function shown({ subjects }: EnrolPlan, folder: string): Record<string, [number, string][]> {
  return Object.fromEntries(
    subjects.map(({ reference, prints }) => [
      reference,
      prints.map(({ position, file }) => [position, file.replace(`${folder}/`, '')]),
    ]),
  );
}

describe('enrolling files and folders', () => {
  test('a folder of people, at any depth, several prints of a finger', async () => {
    const folder = temporaryFolder({
      'a/1.png': '',
      'a/1_2.png': '',
      'a/10.wsq': '',
      'deep/er/b/02.tif': '',
      'a/notes.txt': '',
    });
    const plan = await planFromPaths([folder]);
    expect(plan.failures).toEqual([]);
    expect(shown(plan, folder)).toEqual({
      a: [
        [1, 'a/1_2.png'],
        [1, 'a/1.png'],
        [10, 'a/10.wsq'],
      ],
      b: [[2, 'deep/er/b/02.tif']],
    });
  });

  test('one person, and single files, take their reference from the folder', async () => {
    const folder = temporaryFolder({ 'a/1.png': '', 'b/2.png': '', 'b/3.png': '' });
    const plan = await planFromPaths([join(folder, 'a'), join(folder, 'b/3.png')]);
    expect(shown(plan, folder)).toEqual({ a: [[1, 'a/1.png']], b: [[3, 'b/3.png']] });
  });

  test('what has no place is listed, the rest is planned', async () => {
    const folder = temporaryFolder({ 'a/1.png': '', 'a/thumb.png': '', 'a/11.png': '' });
    const plan = await planFromPaths([folder, join(folder, 'nowhere')]);
    expect(shown(plan, folder)).toEqual({ a: [[1, 'a/1.png']] });
    expect(plan.failures.map(({ code, name }) => [code, name?.replace(`${folder}/`, '')])).toEqual([
      ['INVALID_ARGUMENT', 'a/11.png'],
      ['INVALID_ARGUMENT', 'a/thumb.png'],
      ['FILE_NOT_READABLE', 'nowhere'],
    ]);
  });
});

test('a folder without prints is told, or nobody would know that it was the wrong one', async () => {
  const folder = temporaryFolder({ 'notes.txt': '' });
  expect((await planFromPaths([folder])).failures).toMatchObject([{ name: folder, code: 'INVALID_ARGUMENT' }]);
});

describe('enrolling a list', () => {
  test('commas or tabs, a heading, comments, names with commas', async () => {
    const folder = temporaryFolder({
      'list.csv': 'reference,position,file\n# left hand\nA,6,x/one, two.png\r\n\nB\t0\ty.wsq\nA,6,z.png\n',
    });
    const plan = await planFromList(join(folder, 'list.csv'));
    expect(plan.failures).toEqual([]);
    expect(shown(plan, folder)).toEqual({
      A: [
        [6, 'x/one, two.png'],
        [6, 'z.png'],
      ],
      B: [[0, 'y.wsq']],
    });
  });

  test('a line that says too little, or a finger that nobody has, is listed with its number', async () => {
    const folder = temporaryFolder({ 'list.csv': 'A,1,a.png\nB,2\n,3,c.png\nD,11,d.png\nE,x,e.png\n' });
    const { subjects, failures } = await planFromList(join(folder, 'list.csv'));
    expect(subjects).toHaveLength(1);
    expect(failures.map(({ name }) => name?.split(':').at(-1))).toEqual(['2', '3', '4', '5']);
  });

  test('a list that is not there is named', async () => {
    await expect(planFromList('nowhere.csv')).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  });
});
