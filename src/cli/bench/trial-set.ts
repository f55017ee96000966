import { RidgelineError } from '../../engine/index.js';
import { listSetPrints, type SetFolder, type SetPrint } from './set-folder.js';

/** Prints that one trial compares with each other. */
export interface TrialSet {
  readonly name: string;
  /** Where they lie, for messages. */
  readonly path: string;
  readonly prints: readonly SetPrint[];
  /** The folder of every print, where only prints of different folders are compared. */
  readonly folders?: readonly string[];
}

/** All pairs of one folder. */
export async function oneFolder(folder: SetFolder): Promise<TrialSet> {
  return { name: folder.name, path: folder.path, prints: await listSetPrints(folder) };
}

/** Pairs of prints of different folders, which show the same fingers under the same names; prints are named with their folder. */
export async function acrossFolders(folders: readonly SetFolder[]): Promise<TrialSet> {
  const names = folders.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    throw new RidgelineError('INVALID_ARGUMENT', `${names.join(', ')}: expected folders of different names`);
  }
  const lists = await Promise.all(folders.map(listSetPrints));
  const prints = lists.flatMap((list, at) => list.map((print) => ({ ...print, name: `${names[at]}/${print.name}` })));
  return {
    name: names.join('+'),
    path: folders.map(({ path }) => path).join(', '),
    prints,
    folders: lists.flatMap((list, at) => list.map(() => names[at] ?? '')),
  };
}
