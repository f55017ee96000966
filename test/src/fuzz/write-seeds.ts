// Writes what the fuzz targets of the parsers of TypeScript begin with: write-seeds FOLDER makes one folder a target.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { soundFiles } from './files.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected a folder');
for (const [target, files] of Object.entries(await soundFiles())) {
  mkdirSync(join(folder, target), { recursive: true });
  for (const [index, bytes] of files.entries()) writeFileSync(join(folder, target, String(index + 1)), bytes);
}
