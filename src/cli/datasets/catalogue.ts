import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RidgelineError } from '../../engine/index.js';
import { unreadable } from '../errors.js';
import type { Dataset, DatasetPart } from './dataset.js';
import { parseDataset } from './parse-dataset.js';

/** The catalogue's folder in the package; the path is the same from src and from dist. */
const catalogueFolder = fileURLToPath(new URL('../../../datasets/catalogue/', import.meta.url));

/** All sets of the catalogue, by id. */
export async function readCatalogue(folder = catalogueFolder): Promise<Dataset[]> {
  try {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted();
    return await Promise.all(
      files.map(async (file) => parseDataset(await readFile(join(folder, file), 'utf8'), join(folder, file))),
    );
  } catch (cause) {
    throw cause instanceof RidgelineError ? cause : unreadable(folder, 'the catalogue of data sets', cause);
  }
}

/** A set, and the parts of it that were meant: one, or all. */
export interface Selection {
  readonly dataset: Dataset;
  readonly parts: readonly DatasetPart[];
}

/** What `ID` or `ID/PART` names. A set of which no part is described can be shown, and nothing more. */
export function select(catalogue: readonly Dataset[], name: string): Selection {
  const [id = '', ...rest] = name.toLowerCase().split('/');
  const dataset = catalogue.find((entry) => entry.id === id);
  if (dataset === undefined) {
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `${name}: the catalogue has ${catalogue.map((entry) => entry.id).join(', ')}`,
    );
  }
  if (rest.length === 0) return { dataset, parts: dataset.parts };
  const parts = dataset.parts.filter((part) => part.id === rest.join('/'));
  if (parts.length > 0) return { dataset, parts };
  const known = dataset.parts.map((part) => part.id).join(', ');
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${name}: the set ${id} has ${known === '' ? 'no parts described' : known}`,
  );
}

/** The same where the parts are to be loaded. */
export function selectParts(catalogue: readonly Dataset[], name: string): Selection {
  const selection = select(catalogue, name);
  if (selection.parts.length > 0) return selection;
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${name}: how the set ${selection.dataset.id} is laid out is not known, so it cannot be loaded`,
  );
}
