import { readdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { RidgelineError } from '../../engine/index.js';
import type { DatasetPart } from '../datasets/dataset.js';
import { partFiles, readContents } from '../datasets/part-folder.js';
import { isPrintFile } from '../print-file.js';

/** One print of a set: `<finger>_<impression>.<ext>`, or what the layout of a set of the catalogue makes of its name. */
export interface SetPrint {
  readonly path: string;
  /** The file's name without its extension: finger, underscore and impression. */
  readonly name: string;
  readonly finger: string;
  readonly impression: string;
  /** Resolution stated as DIR@PPI or by the catalogue; headers of public sets are often wrong, so it wins over them. */
  readonly ppi?: number;
}

/** A folder of prints and what the command line said of it. */
export interface SetFolder {
  readonly name: string;
  readonly path: string;
  /** Resolution stated as DIR@PPI; it wins over the headers. */
  readonly ppi?: number;
  /** The part of a set of the catalogue that the folder holds, in its own layout. */
  readonly part?: DatasetPart;
}

/** `DIR` or `DIR@PPI`. A folder whose own name ends so is written with a slash behind it. */
export function parseSetFolder(argument: string): SetFolder {
  const match = /^(.+)@(\d{2,5})$/.exec(argument);
  const path = resolve(match?.[1] ?? argument);
  const ppi = match?.[2];
  return { name: basename(path), path, ...(ppi === undefined ? {} : { ppi: Number(ppi) }) };
}

/** The prints of a folder in the order of finger and impression; files that are no images or templates are passed over. */
export async function listSetPrints(folder: SetFolder): Promise<SetPrint[]> {
  const prints = await (folder.part === undefined ? plainPrints(folder) : partPrints(folder, folder.part));
  const { ppi } = folder;
  const stated = ppi === undefined ? prints : prints.map((print) => ({ ...print, ppi }));
  const sorted = stated.toSorted((a, b) => byNumber(a.finger, b.finger) || byNumber(a.impression, b.impression));
  for (const [index, print] of sorted.entries()) {
    if (print.name === sorted[index - 1]?.name) {
      throw new RidgelineError(
        'INVALID_ARGUMENT',
        `${folder.path}: two files are named ${print.name} and differ only in their folder or extension; keep one of them`,
      );
    }
  }
  return sorted;
}

/** The prints of a folder laid out as Ridgeline's own sets are. */
async function plainPrints({ path }: SetFolder): Promise<SetPrint[]> {
  return (await readFolder(path)).filter(isPrintFile).map((file) => setPrintOf(path, file));
}

/** The prints of a set of the catalogue; files that are none of its prints are passed over. */
async function partPrints({ path }: SetFolder, part: DatasetPart): Promise<SetPrint[]> {
  const { prints } = partFiles(await readContents(path), part, path);
  return prints.map(({ path: file, finger, impression, ppi }) => ({
    path: file,
    name: `${finger}_${impression}`,
    finger,
    impression,
    ...(ppi === undefined ? {} : { ppi }),
  }));
}

async function readFolder(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_READABLE', `${path}: expected a folder of prints that can be read`, { cause });
  }
}

function setPrintOf(folder: string, file: string): SetPrint {
  const name = basename(file, extname(file));
  const underscore = name.lastIndexOf('_');
  if (underscore <= 0 || underscore === name.length - 1) {
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `${join(folder, file)}: expected a name of the form <finger>_<impression>.<ext>, as 101_1.png; rename or remove it`,
    );
  }
  return {
    path: join(folder, file),
    name,
    finger: name.slice(0, underscore),
    impression: name.slice(underscore + 1),
  };
}

/** Numbers in names count as numbers, so that impression 10 follows 9; the order is the same in every locale. */
const collator = new Intl.Collator('en', { numeric: true });

function byNumber(a: string, b: string): number {
  return collator.compare(a, b);
}
