import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { decodePrint } from '../../formats/decode-print.js';
import { attempt } from '../errors.js';
import { inParallel } from '../in-parallel.js';
import { readPrintFile } from '../print-file.js';
import type { DatasetPart } from './dataset.js';
import type { Finding } from './finding.js';
import { type DatasetPrint, insidePath } from './layout.js';
import type { PartFiles } from './part-folder.js';

/** Files read at once: enough to keep sharp's threads at work, few enough for the memory of the largest images. */
const readersAtOnce = 8;

/** A resolution for decoding, where only size and soundness of an image are wanted, ppi. */
const anyPpi = 500;

/** What one image was: its size, and the digest of its file. */
interface Looked {
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
}

export interface CheckedImages {
  readonly findings: readonly Finding[];
  /** False where the catalogue knows no digest, or the files are not the published ones but converted. */
  readonly checksumCompared: boolean;
}

/** Reads every image: whether it can be read to its end, has the size it must have and the bytes that were published. */
export async function checkImages(
  part: DatasetPart,
  { folder, prints }: PartFiles,
  onProgress: (done: number, total: number) => void,
): Promise<CheckedImages> {
  let done = 0;
  const looked = await inParallel(prints, readersAtOnce, async ({ path }) => {
    const tried = await attempt(path, () => look(path));
    onProgress(++done, prints.length);
    return tried;
  });
  const findings = looked.flatMap((tried, index): Finding[] => {
    const path = prints[index]?.path ?? '';
    const name = insidePath(folder, path);
    if (!tried.ok)
      return [{ kind: 'unreadable', path, message: `${name}: ${tried.failure.code}: ${tried.failure.message}` }];
    const { width, height } = tried.value;
    if ((part.width ?? width) === width && (part.height ?? height) === height) return [];
    return [
      { kind: 'size', path, message: `${name} has ${width} x ${height} px instead of ${part.width} x ${part.height}` },
    ];
  });
  const checksumCompared =
    part.sha256 !== null && prints.length > 0 && prints.every((print) => isPublished(part, print));
  if (!checksumCompared) return { findings, checksumCompared };
  const lines = looked.map(
    (tried, index) => `${tried.ok ? tried.value.sha256 : ''}  ${nameIn(folder, prints[index])}\n`,
  );
  const digest = listDigest(lines);
  const differs = digest === part.sha256 ? [] : [checksumFinding(digest, part)];
  return { findings: [...findings, ...differs], checksumCompared };
}

async function look(path: string): Promise<Looked> {
  const bytes = await readPrintFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const decoded = await decodePrint(bytes, { ppi: anyPpi });
  return decoded.kind === 'image'
    ? { width: decoded.image.width, height: decoded.image.height, sha256 }
    : { width: 0, height: 0, sha256 };
}

function isPublished(part: DatasetPart, { path }: DatasetPrint): boolean {
  return extname(path).toLowerCase() === `.${part.format}`;
}

function nameIn(folder: string, print: DatasetPrint | undefined): string {
  return insidePath(folder, print?.path ?? '').toLowerCase();
}

/** The digest of what `sha256sum` prints of files, sorted by path, so that it can be made without Ridgeline. */
function listDigest(lines: readonly string[]): string {
  const pathOf = (line: string): string => line.slice(line.indexOf('  '));
  const sorted = lines.toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  return createHash('sha256').update(sorted.join('')).digest('hex');
}

function checksumFinding(digest: string, part: DatasetPart): Finding {
  return {
    kind: 'checksum',
    message: `the files are not the published ones: SHA-256 ${digest} instead of ${part.sha256}`,
  };
}
