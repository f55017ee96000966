import { count } from '../text.js';
import type { Access, Dataset, DatasetPart, LayoutBasis } from './dataset.js';

const unknown = '–';

/** The rows of the catalogue's table. */
export function catalogueRows(catalogue: readonly Dataset[]): string[][] {
  const rows = catalogue.map((dataset) => [
    dataset.id,
    dataset.title,
    printsOf(dataset),
    distinct(dataset.parts.map(({ ppi }) => ppi)),
    dataset.licenceShort,
  ]);
  return [['id', 'title', 'prints', 'ppi', 'licence'], ...rows];
}

function printsOf({ parts }: Dataset): string {
  const known = parts.flatMap(({ expected }) => expected.prints ?? []);
  if (known.length === 0) return unknown;
  const total = known.reduce((sum, prints) => sum + prints, 0);
  return known.length === parts.length ? String(total) : `${total}+`;
}

function distinct(values: readonly (number | null)[]): string {
  const known = [...new Set(values)].filter((value) => value !== null).toSorted((a, b) => a - b);
  return known.length === 0 ? unknown : known.join(', ');
}

const accessWords: Readonly<Record<Access, string>> = {
  open: 'open download',
  registration: 'after registration',
  application: 'on application',
  unknown: 'how to get it is not known',
};

const layoutWords: Readonly<Record<LayoutBasis, string>> = {
  seen: 'compared with a copy',
  documented: "told by the set's makers",
  reported: 'told by others who load the set',
  assumed: 'assumed, compared with no copy',
};

/** A set as people read it. */
export function describeDataset(dataset: Dataset, parts: readonly DatasetPart[]): string {
  const lines = [
    `${dataset.id}: ${dataset.title}`,
    dataset.what,
    '',
    field('people', dataset.people === null ? 'not known' : String(dataset.people)),
    ...dataset.addresses.map((address, index) => field(index === 0 ? 'address' : '', address)),
    ...(dataset.addresses.length === 0 ? [field('address', 'not known')] : []),
    field('access', accessWords[dataset.access]),
    field('licence', dataset.licence),
    field('cite', dataset.cite),
    ...dataset.notes.map((note, index) => field(index === 0 ? 'notes' : '', note)),
    ...parts.flatMap((part) => ['', ...describePart(dataset, part)]),
  ];
  return lines.join('\n');
}

function describePart({ id }: Dataset, part: DatasetPart): string[] {
  const { expected, width, height, ppi } = part;
  const counts = [
    expected.prints === null ? 'prints not known' : count(expected.prints, 'print'),
    expected.fingers === null ? 'fingers not known' : count(expected.fingers, 'finger'),
    expected.impressions === null ? 'impressions not known' : `${count(expected.impressions, 'impression')} each`,
  ];
  const size = width === null || height === null ? 'size varies or is not known' : `${width} x ${height} px`;
  return [
    `${id}/${part.id}: ${part.title}`,
    field('sensor', part.sensor),
    field('images', `${part.format}, ${size}, ${ppi === null ? 'resolution not known' : `${ppi} ppi`}`),
    field('holds', counts.join(', ')),
    field('folder', part.folder === '' ? 'that of the set' : part.folder),
    field('names', `${part.prints}  (${layoutWords[part.layout]})`),
    ...(part.archive === null ? [] : [field('archive', part.archive)]),
    ...(part.sha256 === null ? [] : [field('sha256', part.sha256)]),
  ];
}

function field(name: string, value: string): string {
  return `  ${name.padEnd(8)} ${value}`;
}
