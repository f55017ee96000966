import { checkImages } from './check-images.js';
import { checkNames } from './check-names.js';
import type { DatasetPart } from './dataset.js';
import type { Finding } from './finding.js';
import { type FolderContents, findPartFolder, partFiles } from './part-folder.js';

/** What a check of one part gave. */
export interface PartCheck {
  readonly part: string;
  /** The folder that was taken for the part; absent where there is none. */
  readonly folder?: string;
  readonly prints: number;
  readonly fingers: number;
  readonly checksumCompared: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Compares what lies at or below a folder with a part of the catalogue. `isAlone` says that the part was asked for alone:
 * then the folder is taken for the part itself where none of the part's name lies below it.
 */
export async function checkPart(
  contents: FolderContents,
  part: DatasetPart,
  isAlone: boolean,
  onProgress: (done: number, total: number) => void,
): Promise<PartCheck> {
  const folder = findPartFolder(contents, part) ?? (isAlone ? contents.path : undefined);
  if (folder === undefined) {
    const message = `no folder ${part.folder} at or below ${contents.path}`;
    return {
      part: part.id,
      prints: 0,
      fingers: 0,
      checksumCompared: false,
      findings: [{ kind: 'missing-folder', message }],
    };
  }
  const files = partFiles(contents, part, folder);
  const named = checkNames(part, files);
  const { findings, checksumCompared } = await checkImages(part, files, onProgress);
  const nothing: readonly Finding[] =
    files.prints.length > 0
      ? []
      : [{ kind: 'missing', message: `no file of ${folder} has the name of a print of this part` }];
  return {
    part: part.id,
    folder,
    prints: files.prints.length,
    fingers: new Set(files.prints.map(({ finger }) => finger)).size,
    checksumCompared,
    findings: [...nothing, ...named, ...findings],
  };
}
