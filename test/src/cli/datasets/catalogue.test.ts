import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCatalogue, select, selectParts } from '../../../../src/cli/datasets/catalogue.js';
import { catalogueRows } from '../../../../src/cli/datasets/dataset-text.js';
import { parseDataset } from '../../../../src/cli/datasets/parse-dataset.js';
import { temporaryFolder } from '../../../temporary-folder.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const catalogue = await readCatalogue();
const parts = catalogue.flatMap((dataset) => dataset.parts.map((part) => ({ name: `${dataset.id}/${part.id}`, part })));

test('the sets that were promised are there, each in the file of its id', () => {
  const ids = catalogue.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['fvc2000', 'fvc2002', 'fvc2004', 'fvc2006', 'socofing', 'fcj2020']));
  expect(ids).toEqual(
    expect.arrayContaining(['nist-sd4', 'nist-sd300', 'nist-sd301', 'nist-sd302', 'neurotechnology']),
  );
  expect(ids.map((id) => `${id}.json`)).toEqual(readdirSync(`${root}datasets/catalogue`).toSorted());
});

test('a part is named once', () => {
  expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
});

test.each(parts)('$name: counts multiply, names of impressions are as many as impressions', ({ part }) => {
  const { prints, fingers, impressions, impressionNames } = part.expected;
  if (fingers !== null && impressions !== null) expect(prints).toBe(fingers * impressions);
  if (impressionNames !== undefined) expect(impressionNames).toHaveLength(impressions ?? -1);
  expect((part.width === null) === (part.height === null)).toBe(true);
  if (part.sha256 !== null) expect(part.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test.each(['fvc2000', 'fvc2002', 'fvc2004', 'fvc2006'])('%s has parts A and B of four databases', (id) => {
  const { dataset } = select(catalogue, id);
  expect(dataset.parts.map((part) => part.id).toSorted()).toEqual(
    [1, 2, 3, 4].flatMap((database) => [`db${database}_a`, `db${database}_b`]),
  );
});

test('addresses are addresses, and where none is known the access is not open', () => {
  for (const { addresses, access, parts: own } of catalogue) {
    for (const address of [...addresses, ...own.flatMap(({ archive }) => archive ?? [])]) {
      expect(address).toMatch(/^https?:\/\/\S+$/);
    }
    if (addresses.length === 0) expect(access).not.toBe('open');
  }
});

test('the table of datasets/README.md says what the catalogue says', () => {
  const lines = readFileSync(`${root}datasets/README.md`, 'utf8').split('\n');
  const rows = lines.filter((line) => line.startsWith('| [')).map((line) => line.slice(2, -2).split(' | '));
  const [, ...expected] = catalogueRows(catalogue);
  expect(rows).toEqual(expected.map(([id, ...rest]) => [`[${id}](catalogue/${id}.json)`, ...rest]));
});

test('a set or one of its parts is named; what is not there is told with what is', () => {
  expect(select(catalogue, 'fvc2002').parts).toHaveLength(8);
  expect(select(catalogue, 'FVC2002/DB1_B').parts.map(({ id }) => id)).toEqual(['db1_b']);
  expect(() => select(catalogue, 'fvc2003')).toThrow(/fvc2002, fvc2004/);
  expect(() => select(catalogue, 'fvc2002/db9')).toThrow(/db1_b/);
  expect(() => selectParts(catalogue, 'fcj2020')).toThrow(/not known/);
});

const entry = JSON.parse(readFileSync(`${root}datasets/catalogue/fvc2002.json`, 'utf8'));
const [part] = entry.parts;

test.each([
  ['id is not a name', { ...entry, id: 'FVC 2002' }],
  ['title is not text', { ...entry, title: 7 }],
  ['access is not one of', { ...entry, access: 'maybe' }],
  ['people is not a whole number', { ...entry, people: 1.5 }],
  ['notes is not a list', { ...entry, notes: 'none' }],
  ['parts[0].ppi is not a whole number', { ...entry, parts: [{ ...part, ppi: '500' }] }],
  ['Invalid regular expression', { ...entry, parts: [{ ...part, prints: '(?<finger>' }] }],
  ['expected is no object', { ...entry, parts: [{ ...part, expected: null }] }],
])('a file is refused where %s', (message, changed) => {
  expect(() => parseDataset(JSON.stringify(changed), 'entry.json')).toThrow(message);
});

test('a file that is no JSON, and a catalogue that is not there, are named', async () => {
  const folder = temporaryFolder({ 'broken.json': '{' });
  await expect(readCatalogue(folder)).rejects.toMatchObject({ message: expect.stringContaining('broken.json') });
  await expect(readCatalogue(`${folder}/nowhere`)).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
});
