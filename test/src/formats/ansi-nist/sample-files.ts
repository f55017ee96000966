import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { datasetFolder } from '../../helpers/dataset-folder.js';

const folder = datasetFolder === undefined ? undefined : join(datasetFolder, 'formats/ansi-nist');
const present = folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;

/** The transactions of the public data sets, by name; none where they are not there. */
export const datasetTransactions: readonly { readonly name: string; read(): Uint8Array }[] = present
  ? readdirSync(folder).map((name) => ({ name, read: () => new Uint8Array(readFileSync(join(folder, name))) }))
  : [];
