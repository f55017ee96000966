import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { type Finished, ridgeline, ridgelineJson, root } from './ridgeline.js';

/** The commands that the readme shows for ten-print cards: its fenced blocks that begin with "```sh card". */
function commandsOfReadme(): string[][] {
  const blocks = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```sh card\n([\s\S]*?)^```/gm);
  const lines = [...blocks].flatMap(([, block = '']) => block.trim().split('\n'));
  return lines.map((line) => line.replace(/ +#.*/, '').split(' ').slice(1));
}

let folder = '';
const outcomes: Finished[] = [];

beforeAll(async () => {
  folder = temporaryFolder();
  for (const command of commandsOfReadme()) outcomes.push(await ridgeline(folder, command));
}, 300_000);

describe('ten-print cards, as the readme shows', () => {
  test('a card of 1000 ppi is in order: ten rolled prints and their plain ones', () => {
    expect(outcomes[2]).toMatchObject({ code: 0, stderr: '' });
    expect(outcomes[2]?.stdout).toBe(
      'cards/P0001.an2: 15 records, no finding\n  sequence: 10 rolled prints confirmed by a plain one\n',
    );
  });

  test('all twenty prints of it are enrolled under its name, and its slaps of 500 ppi hit', () => {
    expect(outcomes[3]).toMatchObject({ code: 0 });
    expect(outcomes[3]?.stdout).toContain('1 subject with 20 prints enrolled; the store has 1');
    expect(outcomes[4]).toMatchObject({ code: 0, stderr: '' });
    expect(outcomes[4]?.stdout).toMatch(/^hit\n[\s\S]*1\. P0001 \(LOCAL, owner XX\)/);
  });

  test('a card with two swapped prints is refused, and both are named', () => {
    expect(outcomes).toHaveLength(7);
    expect(outcomes[6]).toMatchObject({ code: 1 });
    const told =
      /WRONG_SEQUENCE: .*record 4, rolled right index, is the finger that record 13 shows as plain right middle/;
    expect(outcomes[6]?.stderr).toMatch(told);
    expect(outcomes[6]?.stderr).toMatch(
      /record 5, rolled right middle, is the finger that record 13 shows as plain right index/,
    );
    expect(outcomes[6]?.stdout).toContain('0 subjects with 0 prints enrolled; the store has 1');
  });

  test('the check tells the same to programs', async () => {
    const { code, document } = await ridgelineJson(folder, 'check', 'swapped/P0001.an2', '--sequence');
    expect(code).toBe(1);
    expect(document['files']).toMatchObject([
      {
        errors: 2,
        findings: [
          { record: 4, field: '14.013', expected: 'right index', got: 'the finger of record 13, plain right middle' },
          { record: 5, field: '14.013', expected: 'right middle', got: 'the finger of record 13, plain right index' },
        ],
        sequence: {
          errors: [
            { kind: 'swapped', position: 2, shownAs: 3 },
            { kind: 'swapped', position: 3, shownAs: 2 },
          ],
        },
      },
    ]);
  });
});
