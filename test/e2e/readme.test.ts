import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { finish, mainPath, root } from './ridgeline.js';

/** The examples that a page marks as runnable: its fenced blocks that begin with "```sh run". */
function examplesOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```sh run\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
}

test.each([
  ['README.md', 9],
  ['datasets/README.md', 2],
])('the examples of %s run, one after the other', async (page, count) => {
  const examples = examplesOf(page);
  expect(examples).toHaveLength(count);
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  const command = `#!/bin/sh\nexec "${process.execPath}" "${mainPath}" "$@"\n`;
  writeFileSync(join(folder, 'bin/ridgeline'), command, { mode: 0o755 });
  const environment = { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  for (const example of examples) {
    const { code, stderr } = await finish('sh', ['-ec', example], folder, environment);
    expect({ example, code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('error') });
  }
});

test('the page of every command names the exit codes that the readme names', async () => {
  const { stdout } = await finish(process.execPath, [mainPath, '--help'], root, {});
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const code of ['0', '1', '2']) {
    expect(stdout).toMatch(new RegExp(`^ +${code} {2}`, 'm'));
    expect(readme).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  }
});
