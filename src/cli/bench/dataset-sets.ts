import { RidgelineError } from '../../engine/index.js';
import { readCatalogue, selectParts } from '../datasets/catalogue.js';
import { findPartFolder, readContents } from '../datasets/part-folder.js';
import { parseSetFolder, type SetFolder } from './set-folder.js';

/**
 * The folders of a set of the catalogue at or below the folder given, one for each part that was meant. A part that was
 * named alone may also be the folder itself, whatever its name is; of a whole set the parts that are there are taken.
 */
export async function datasetSets(name: string, argument: string): Promise<SetFolder[]> {
  const { dataset, parts } = selectParts(await readCatalogue(), name);
  const given = parseSetFolder(argument);
  const contents = await readContents(given.path);
  const sets = parts.flatMap((part) => {
    const path = findPartFolder(contents, part) ?? (parts.length === 1 ? given.path : undefined);
    return path === undefined ? [] : [{ ...given, name: `${dataset.id}/${part.id}`, path, part }];
  });
  if (sets.length > 0) return sets;
  const folders = parts.map(({ folder }) => folder).join(', ');
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${given.path}: expected one of the folders ${folders} of ${name} there`,
  );
}
