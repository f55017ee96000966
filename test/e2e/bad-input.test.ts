import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writePng } from '../../src/formats/write-image.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline, ridgelineJson } from './ridgeline.js';

let folder = '';

/** Files that hold no print, by the code that each must give. */
const bad: Readonly<Record<string, string>> = {
  'empty.png': 'FILE_EMPTY',
  'truncated.png': 'MALFORMED_IMAGE',
  'text.png': 'UNSUPPORTED_FORMAT',
  'blank.png': 'NO_FINGERPRINT',
  'noise.png': 'NO_FINGERPRINT',
  'tiny.png': 'IMAGE_TOO_SMALL',
  'wide.png': 'IMAGE_TOO_LARGE',
  'huge.png': 'FILE_TOO_LARGE',
  'unstated.png': 'RESOLUTION_UNKNOWN',
  'broken.wsq': 'MALFORMED_WSQ',
  'broken.iso': 'MALFORMED_TEMPLATE',
  'missing.png': 'FILE_NOT_READABLE',
};

beforeAll(async () => {
  folder = temporaryFolder();
  await ridgeline(folder, [
    'synth',
    'prints',
    '--people',
    '2',
    '--fingers',
    '2',
    '--impressions',
    '1',
    '--seed',
    '3',
    '--out',
    'people',
  ]);
  const good = readFileSync(join(folder, 'people/P0001/2_1.png'));
  writeFileSync(join(folder, 'good.png'), good);
  const write = (name: string, contents: Uint8Array | string) => writeFileSync(join(folder, name), contents);
  write('empty.png', '');
  write('truncated.png', good.subarray(0, good.length / 2));
  write('text.png', 'This is no print.\n');
  write('blank.png', await gray(300, 300, () => 255));
  write('noise.png', await gray(300, 300, noise()));
  write('tiny.png', await gray(8, 8, () => 128));
  write('wide.png', await gray(4200, 64, () => 128));
  write('unstated.png', await gray(300, 300, () => 128, 0));
  write('huge.png', '');
  truncateSync(join(folder, 'huge.png'), 2 ** 32);
  write('broken.wsq', Uint8Array.of(0xff, 0xa0, 0xff, 0xa2, 0, 4, 1, 2));
  write('broken.iso', Uint8Array.of(0x46, 0x4d, 0x52, 0, 0x20, 0x32, 0x30, 0, 0, 0, 0, 9));
});

/** Grey levels without any structure, the same ones every time. */
function noise(): () => number {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  };
}

function gray(width: number, height: number, level: () => number, ppi = 500): Promise<Uint8Array> {
  return writePng({ width, height, ppi, pixels: Uint8Array.from({ length: width * height }, level) });
}

describe('files that hold no print', () => {
  test('each is listed with its code and name, and the good ones among them are done', async () => {
    const files = Object.keys(bad);
    const { code, document, stderr } = await ridgelineJson(
      folder,
      'extract',
      ...files.slice(0, 5),
      'good.png',
      ...files.slice(5),
    );
    expect(code).toBe(1);
    expect(document['prints']).toMatchObject([{ file: 'good.png', minutiaCount: expect.any(Number) }]);
    const failures = document['failures'] as { name: string; code: string; message: string }[];
    expect(Object.fromEntries(failures.map(({ name, code }) => [name, code]))).toEqual(bad);
    for (const { name, code, message } of failures) {
      expect(message).toContain(name);
      expect(stderr).toContain(`error ${code}: ${message}\n`);
    }
  });

  test('a bad finger does not keep a person out, a bad person nobody else', async () => {
    for (const name of ['A', 'B']) mkdirSync(join(folder, 'mixed', name), { recursive: true });
    copyFileSync(join(folder, 'good.png'), join(folder, 'mixed/A/2.png'));
    copyFileSync(join(folder, 'blank.png'), join(folder, 'mixed/A/3.png'));
    copyFileSync(join(folder, 'text.png'), join(folder, 'mixed/B/2.png'));
    copyFileSync(join(folder, 'empty.png'), join(folder, 'mixed/B/3.png'));
    const { code, document } = await ridgelineJson(folder, 'enrol', 'mixed', '--store', 'store');
    expect(code).toBe(1);
    expect(document).toMatchObject({ subjectsInStore: 1, enrolled: [{ reference: 'A', prints: [{ position: 2 }] }] });
    const failures = document['failures'] as { name: string; code: string }[];
    expect(failures.map(({ name, code }) => [name, code]).toSorted()).toEqual([
      ['mixed/A/3.png', 'NO_FINGERPRINT'],
      ['mixed/B/2.png', 'UNSUPPORTED_FORMAT'],
      ['mixed/B/3.png', 'FILE_EMPTY'],
    ]);
  });

  test('a search goes on with the prints that are good, and says which are not', async () => {
    const { code, document } = await ridgelineJson(
      folder,
      'identify',
      'good.png',
      'blank.png',
      'missing.png',
      '--store',
      'store',
    );
    expect(code).toBe(1);
    expect(document).toMatchObject({ decision: 'hit', candidates: [{ reference: 'A' }] });
    expect((document['failures'] as { name: string }[]).map(({ name }) => name)).toEqual(['missing.png', 'blank.png']);
  });

  test('a search without a good print is no answer', async () => {
    const { code, document, stdout } = await ridgelineJson(
      folder,
      'identify',
      'blank.png',
      'empty.png',
      '--store',
      'store',
    );
    expect(code).toBe(1);
    expect(stdout).not.toContain('decision');
    expect((document['failures'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'NO_FINGERPRINT',
      'FILE_EMPTY',
    ]);
  });

  test('a comparison with a bad print is no answer, and both bad prints are named', async () => {
    const { code, stdout, stderr } = await ridgeline(folder, ['verify', 'blank.png', 'text.png']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/error NO_FINGERPRINT: blank\.png.*\nerror UNSUPPORTED_FORMAT: text\.png/);
  });
});

describe('calls that are wrong', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['identfy', 'a.png']],
    ['an unknown option', ['info', '--storage', 'x']],
    ['no file', ['extract']],
    ['no store', ['identify', 'a.png']],
    ['a finger that nobody has', ['extract', 'a.png', '--position', '11']],
    ['a resolution that no scanner has', ['extract', 'a.png', '--ppi', '72']],
    ['a rate that is none', ['verify', 'a.png', 'b.png', '--fmr', '2']],
    ['nothing to enrol', ['enrol', '--store', 'none']],
    ['an unknown trial', ['bench', 'everything']],
    ['a folder in the place of a file', ['bench', 'verification', '.', '--json', '.']],
    ['unknown pairs', ['bench', 'verification', 'x', '--pairs', 'some']],
  ])('%s: exit code 2, nothing on stdout, a sentence on stderr', async (_, parameters) => {
    const { code, stdout, stderr } = await ridgeline(folder, parameters);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/error: |Usage: /);
  });

  test('help and version are answers', async () => {
    const help = await ridgeline(folder, ['--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('Exit codes:');
    const version = await ridgeline(folder, ['--version']);
    expect([version.code, version.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+/)]);
  });
});
