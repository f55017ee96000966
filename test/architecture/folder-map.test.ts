import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesUnder, readText, root } from './tree.js';

/** The folders that the map of docs/ARCHITECTURE.md names: its first fenced block, two spaces a level, "name/  what it is". */
function foldersOfMap(): string[] {
  const block = /^```[^\n]*\n([\s\S]*?)^```/m.exec(readText('docs/ARCHITECTURE.md'))?.[1] ?? '';
  let top = '';
  return block.split('\n').flatMap((line) => {
    const match = /^( *)([\w.-]+)\//.exec(line);
    if (match === null) return [];
    if (match[1] === '') top = match[2] ?? '';
    return [match[1] === '' ? top : `${top}/${match[2]}`];
  });
}

/** Folders that hold at least one file; git knows no others. */
function foldersIn(parent: string): string[] {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && filesUnder(`${parent}/${entry.name}`, /./).length > 0)
    .map((entry) => `${parent}/${entry.name}`);
}

const map = foldersOfMap();

test.each(['native', 'src'])('docs/ARCHITECTURE.md names exactly the folders of %s/', (parent) => {
  const named = map.filter((path) => path.startsWith(`${parent}/`));
  expect(named.toSorted()).toEqual(foldersIn(parent).toSorted());
});

test('every folder that docs/ARCHITECTURE.md names exists', () => {
  expect(map.length).toBeGreaterThan(0);
  expect(map.filter((path) => filesUnder(path, /./).length === 0)).toEqual([]);
});
