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

/** The cards of a plan, as seen from the folder. */
function cardsOf({ subjects }: EnrolPlan, folder: string): Record<string, string[]> {
  return Object.fromEntries(
    subjects.map(({ reference, cards }) => [reference, cards.map((file) => file.replace(`${folder}/`, ''))]),
  );
}

describe('enrolling ten-print cards', () => {
  test('a card is one person, named by its file, beside people of single prints', async () => {
    const folder = temporaryFolder({ '4711.an2': '', 'sent/BE-12.EFT': '', 'a/1.png': '', 'a/notes.txt': '' });
    const plan = await planFromPaths([folder]);
    expect(plan.failures).toEqual([]);
    expect(cardsOf(plan, folder)).toEqual({ 4711: ['4711.an2'], 'BE-12': ['sent/BE-12.EFT'], a: [] });
  });

  test('with a reference, all files are of one person', async () => {
    const folder = temporaryFolder({ 'first.an2': '', 'second.nist': '', 'a/1.png': '' });
    const plan = await planFromPaths(
      [join(folder, 'first.an2'), join(folder, 'second.nist'), join(folder, 'a')],
      '4711',
    );
    expect(cardsOf(plan, folder)).toEqual({ 4711: ['first.an2', 'second.nist'] });
    expect(shown(plan, folder)).toEqual({ 4711: [[1, 'a/1.png']] });
  });

  test('a list has a card in a line without a position', async () => {
    const folder = temporaryFolder({ 'list.csv': '4711,,card.an2\n4711,3,3.png\n4712,,3.png\n,,card.an2\n' });
    const plan = await planFromList(join(folder, 'list.csv'));
    expect(cardsOf(plan, folder)).toEqual({ 4711: ['card.an2'] });
    expect(shown(plan, folder)).toEqual({ 4711: [[3, '3.png']] });
    expect(plan.failures.map(({ name }) => name?.replace(`${folder}/`, ''))).toEqual(['list.csv:3', 'list.csv:4']);
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
