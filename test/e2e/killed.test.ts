import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { mainPath, ridgeline, ridgelineJson } from './ridgeline.js';

/** More than a bulk enrolment has under way at a time, so that it is killed in the middle. */
const people = 300;
let folder = '';

beforeAll(async () => {
  folder = temporaryFolder();
  const parameters = ['--people', '6', '--fingers', '2', '--impressions', '1', '--seed', '8', '--layout', 'bench'];
  await ridgeline(folder, ['synth', 'prints', ...parameters, '--out', 'prints']);
});

test('whoever was told of before the process was killed is in the store', async () => {
  // Few prints serve many people: what counts here is who is in the store.
  const lines = Array.from({ length: people }, (_, index) => `R${index},2,prints/P000${1 + (index % 6)}-2_1.png`);
  const list = temporaryFolder({
    'list.csv': lines.map((line) => line.replace('prints', `${folder}/prints`)).join('\n'),
  });
  const parameters = [mainPath, 'enrol', '--list', `${list}/list.csv`, '--store', 'store'];
  const child = spawn(process.execPath, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const told: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const reference = /^enrolled (R\d+): right index/.exec(line)?.[1];
    if (reference !== undefined) told.push(reference);
    if (told.length === 3) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(told.length).toBeLessThan(people);
  // Erasing names whoever is not there.
  const { code, document } = await ridgelineJson(folder, 'erase', ...told, '--store', 'store');
  expect(document['failures']).toEqual([]);
  expect(document['erased']).toHaveLength(told.length);
  expect(code).toBe(0);
});
