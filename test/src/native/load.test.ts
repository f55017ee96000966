import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { loadNative } from '../../../src/native/load.js';
import { packedTemplate, scatteredMinutiae } from './sample-templates.js';

const run = promisify(execFile);
const builtPath = fileURLToPath(new URL('../../../build/Release/ridgeline.node', import.meta.url));
const addonPath = process.env['RIDGELINE_ADDON'] ?? builtPath;
const template = packedTemplate({ minutiae: scatteredMinutiae(1) });
const loaderUrl = new URL('../../../dist/native/load.js', import.meta.url).href;

/** What a fresh process prints that loads the addon with other settings. */
async function inProcess(script: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...environment },
  });
  return stdout;
}

/** The code and message with which loading fails. */
const loadError = `
  const { loadNative } = await import(${JSON.stringify(loaderUrl)});
  try { loadNative(); } catch (error) { console.log(error.name, error.code, error.message); }`;

/** A worker thread of this process that loads the addon itself, as the engine's workers do, and runs a script with it. */
function startWorker(script: string): Worker {
  const start = `
    const { parentPort, workerData } = require('node:worker_threads');
    const native = require(workerData.addonPath);`;
  return new Worker(start + script, { eval: true, workerData: { addonPath, template } });
}

/** What a worker thread answers. */
function inWorker(expression: string): Promise<unknown> {
  const worker = startWorker(`parentPort.postMessage(${expression});`);
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

describe('loading', () => {
  test('gives the same functions each time', () => {
    expect(loadNative()).toBe(loadNative());
  });

  test('says which instruction sets there are and which is used', () => {
    const known = ['baseline', 'avx2', 'avx512'];
    const { detected, active } = loadNative().isa();
    expect(known).toContain(detected);
    expect(known.indexOf(active)).toBeLessThanOrEqual(known.indexOf(detected));
  });

  test('RIDGELINE_ISA forces the baseline', async () => {
    const script = `
      const { loadNative } = await import(${JSON.stringify(loaderUrl)});
      console.log(loadNative().isa().active);`;
    expect(await inProcess(script, { RIDGELINE_ISA: 'baseline' })).toBe('baseline\n');
  });

  test('a missing addon is an error that says what to run', async () => {
    const message = await inProcess(loadError, { RIDGELINE_ADDON: '/nowhere/ridgeline.node' });
    expect(message).toMatch(
      /^RidgelineError INTERNAL .*\/nowhere\/ridgeline\.node does not exist.*npm run build:addon/,
    );
  });

  test('a file that is no addon is an error that says what to run', async () => {
    const message = await inProcess(loadError, { RIDGELINE_ADDON: fileURLToPath(import.meta.url) });
    expect(message).toMatch(/^RidgelineError INTERNAL .*npm run build:addon/s);
  });
});

describe('worker threads', () => {
  test('several load the addon at once', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => inWorker('native.isa().active')));
    expect(answers).toEqual(Array(4).fill(loadNative().isa().active));
  });

  test('share the galleries of the process, before and after a worker ended', async () => {
    const native = loadNative();
    const gallery = native.galleryCreate(3, 1 << 20);
    const statistics = `native.galleryStatistics(${gallery}).shards`;
    expect(await inWorker(statistics)).toBe(3);
    expect(await inWorker(statistics)).toBe(3);
    native.galleryDestroy(gallery);
    await expect(inWorker(statistics)).rejects.toMatchObject({ code: 'INVALID_HANDLE' });
  });

  test('can be terminated during a native call without harm to the process', async () => {
    const worker = startWorker(`
      const prepared = native.prepare([workerData.template]);
      parentPort.postMessage('started');
      for (;;) native.comparePairs(prepared, new Uint32Array(2 * 1000));`);
    await new Promise((resolve) => worker.once('message', resolve));
    expect(await worker.terminate()).toBe(1);
    expect(loadNative().compare(template, template)).toBeGreaterThan(0);
  });
});
