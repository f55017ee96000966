import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline, ridgelineJson } from './ridgeline.js';

const people = 4;
const key = 'a1'.repeat(32);
let folder = '';

/** Everything below acts on one store, one command and so one process after the other, as a user would. */
beforeAll(async () => {
  folder = temporaryFolder();
  const synth = ['synth', 'prints', '--fingers', '2,7', '--impressions', '1', '--seed', '11'];
  await ridgeline(folder, [...synth, '--people', String(people), '--out', 'gallery']);
  const again = ['--first-impression', '2', '--people', '1'];
  await ridgeline(folder, [...synth, ...again, '--first-person', '2', '--out', 'probe']);
  await ridgeline(folder, [...synth, ...again, '--first-person', '9', '--out', 'probe']);
});

const probeOf = (reference: string) => ['2', '7'].map((position) => join('probe', reference, `${position}_2.png`));
const identify = (reference: string, ...more: string[]) =>
  ridgelineJson(folder, 'identify', ...probeOf(reference), '--store', 'store', ...more);

describe('a store from enrolment to erasure', () => {
  test('people are enrolled', async () => {
    const { code, document } = await ridgelineJson(folder, 'enrol', 'gallery', '--store', 'store');
    expect(code).toBe(0);
    expect(document).toMatchObject({ subjectsInStore: people, failures: [] });
    expect(document['enrolled']).toHaveLength(people);
  });

  test('the store says what it holds', async () => {
    const { document } = await ridgelineJson(folder, 'info', '--store', 'store');
    expect(document).toMatchObject({ store: { subjects: people, prints: 2 * people, encrypted: false } });
  });

  test('another process finds the one who touches the scanner again', async () => {
    const { code, document } = await identify('P0002');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      decision: 'hit',
      subjectsSearched: people,
      complete: true,
      failures: [],
    });
    const [best] = document['candidates'] as [{ score: number; fingers: { position: number }[] }];
    expect(best).toMatchObject({ rank: 1, reference: 'P0002', system: 'LOCAL', owner: 'XX', hit: true });
    expect(best.score).toBeGreaterThan(document['threshold'] as number);
    expect(best.fingers.map(({ position }) => position)).toEqual([2, 7]);
  });

  test('the next process gives the same answer', async () => {
    const [one, other] = [await identify('P0002'), await identify('P0002')];
    expect({ ...one.document, durationMs: 0 }).toEqual({ ...other.document, durationMs: 0 });
  });

  test('a stranger is no hit, which is no error', async () => {
    const { code, document } = await identify('P0009');
    expect(code).toBe(0);
    expect(document).toMatchObject({ decision: 'no-hit', subjectsSearched: people, complete: true });
  });

  test('a person reads the answer too', async () => {
    const { stdout } = await ridgeline(folder, ['identify', ...probeOf('P0002'), '--store', 'store']);
    expect(stdout).toMatch(/^hit\n/);
    expect(stdout).toMatch(/1\. P0002 \(LOCAL, owner XX\) +\d+\.\d dB/);
    const stranger = await ridgeline(folder, ['identify', ...probeOf('P0009'), '--store', 'store']);
    expect(stranger.stdout).toMatch(/^no hit\n/);
  });

  test('a search limited to another system does not see her', async () => {
    const { code, document } = await identify('P0002', '--system', 'ELSEWHERE');
    expect(code).toBe(0);
    expect(document).toMatchObject({ decision: 'no-hit', subjectsSearched: 0 });
  });

  test('nobody is enrolled twice', async () => {
    const { code, document } = await ridgelineJson(folder, 'enrol', 'gallery/P0001', '--store', 'store');
    expect(code).toBe(1);
    expect(document).toMatchObject({ enrolled: [], failures: [{ name: 'P0001', code: 'SUBJECT_EXISTS' }] });
  });

  test('erased means not found, and nobody else is lost', async () => {
    const { code, document } = await ridgelineJson(folder, 'erase', 'P0002', 'P0099', '--store', 'store');
    expect(code).toBe(1);
    expect(document).toMatchObject({
      erased: [{ reference: 'P0002' }],
      subjectsInStore: people - 1,
      failures: [{ name: 'P0099', code: 'SUBJECT_NOT_FOUND' }],
    });
    const search = await identify('P0002');
    expect(search.document).toMatchObject({ decision: 'no-hit', subjectsSearched: people - 1 });
  });

  test('a store that is not there is an error and is not made', async () => {
    const { code, document } = await ridgelineJson(folder, 'identify', ...probeOf('P0002'), '--store', 'stroe');
    expect(code).toBe(1);
    expect(document).toMatchObject({ failures: [{ code: 'FILE_NOT_READABLE' }] });
    expect(readdirSync(folder)).not.toContain('stroe');
  });
});

describe('a store with a key', () => {
  const enrolSealed = ['enrol', 'gallery/P0001', 'gallery/P0003', '--store', 'sealed', '--key-file', 'store.key'];

  test('opens with it from a file or the environment, and only with it', async () => {
    writeFileSync(join(folder, 'store.key'), `${key}\n`);
    expect((await ridgeline(folder, enrolSealed)).code).toBe(0);
    const info = ['info', '--store', 'sealed', '--json'];
    const opened = await ridgeline(folder, info, { RIDGELINE_STORE_KEY: key });
    expect(JSON.parse(opened.stdout)).toMatchObject({ store: { subjects: 2, encrypted: true } });
    const without = await ridgeline(folder, info);
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('error STORE_KEY_REQUIRED: ')]);
    const wrong = await ridgeline(folder, info, { RIDGELINE_STORE_KEY: 'b2'.repeat(32) });
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('error STORE_KEY_WRONG: ')]);
  });

  test('what is no key is refused by the name of its source', async () => {
    writeFileSync(join(folder, 'short.key'), 'secret');
    const { code, stderr } = await ridgeline(folder, ['info', '--store', 'sealed', '--key-file', 'short.key']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error INVALID_ARGUMENT: short\.key holds no key/)]);
    expect(stderr).not.toContain('secret');
  });
});
