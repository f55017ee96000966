import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../../engine/index.js';
import { unreadable } from '../errors.js';
import { isPrintFile } from '../print-file.js';
import type { DatasetPart } from './dataset.js';
import { compileLayout, type DatasetPrint, insidePath } from './layout.js';

/** Folders deeper than any published set has are not searched. */
const deepest = 10;

/** More files than the largest of the published sets: a folder of more was not meant. */
const mostFiles = 2_000_000;

/** Everything below a folder, in an order that does not depend on the file system. Links to folders are not followed. */
export interface FolderContents {
  readonly path: string;
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

export async function readContents(path: string): Promise<FolderContents> {
  const folders: string[] = [path];
  const files: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const inside = join(folder, entry.name);
      if (!entry.isDirectory()) files.push(inside);
      else if (depth < deepest) {
        folders.push(inside);
        await walk(inside, depth + 1);
      }
      if (files.length > mostFiles) throw tooMany(path);
    }
  };
  try {
    await walk(path, 0);
  } catch (cause) {
    throw cause instanceof RidgelineError ? cause : unreadable(path, 'a folder of prints that can be read', cause);
  }
  return { path, folders, files };
}

function tooMany(path: string): RidgelineError {
  return new RidgelineError(
    'INVALID_ARGUMENT',
    `${path}: holds more than ${mostFiles} files; name the folder of the set`,
  );
}

/**
 * The folder of a part: the one of its name at or below the folder given. Undefined where there is none: it is for the
 * caller to say whether the folder given is then meant itself.
 */
export function findPartFolder({ path, folders }: FolderContents, part: DatasetPart): string | undefined {
  const wanted = `/${part.folder.toLowerCase()}`;
  const found = part.folder === '' ? [path] : folders.filter((folder) => slashed(folder).endsWith(wanted));
  if (found.length < 2) return found[0];
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${path}: ${found.length} folders are named ${part.folder}; name the one that was meant: ${found.join(', ')}`,
  );
}

function slashed(folder: string): string {
  return `/${insidePath('', folder)}`.toLowerCase();
}

/** What a part's folder holds, by the layout of the part. */
export interface PartFiles {
  readonly folder: string;
  readonly prints: readonly DatasetPrint[];
  /** Files that look like prints and have no name of this part. */
  readonly unknown: readonly string[];
}

export function partFiles({ files }: FolderContents, part: DatasetPart, folder: string): PartFiles {
  const layout = compileLayout(part, folder);
  const prints: DatasetPrint[] = [];
  const unknown: string[] = [];
  for (const path of files) {
    if (!isPrintFile(path) || insidePath(folder, path).startsWith('../')) continue;
    const named = layout(path);
    if (named === 'unknown') unknown.push(path);
    else if (named !== 'other') prints.push(named);
  }
  return { folder, prints, unknown };
}
