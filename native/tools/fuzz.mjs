// Builds the fuzz targets with Clang under AddressSanitizer and UndefinedBehaviorSanitizer (test/native/fuzz), and the parsers of TypeScript
// with counted branches (test/src/fuzz); runs them on their stored corpus, as many at a time as there are cores; ends with one line of counts.
//   fuzz.mjs [--seconds N] [--keep | --samples FOLDER] [TARGET...]     30 seconds each, all targets
// --keep stores what was found as the corpus of later runs. --samples begins with files of others besides, which are not stored, and
// takes longer inputs. What a target finds stays in .cache/fuzz/corpus and is where the next run begins; an input that fails, in
// .cache/fuzz/failed.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { products, root } from './build-state.mjs';
import { findClang } from './find-clang.mjs';
import { emptyFolder, packCorpus, unpackCorpus } from './fuzz-corpus.mjs';

const folder = 'build-cmake/fuzz';
const scripts = '.cache/fuzz/js';
const seeds = '.cache/fuzz/seeds';
const stored = '.cache/fuzz/stored';
const failed = '.cache/fuzz/failed';

/** One input: seconds, and MiB of the whole process. The largest image that is read takes 150 MiB, and sanitizers double them. */
const limits = ['-timeout=60', '-rss_limit_mb=1536'];
/** Longest input, bytes: room for every seed; for most samples of others; short enough to store. */
const longest = { seeds: 16384, samples: 300_000, kept: 4096 };
/** Parsers of TypeScript, all run by parser_fuzz: those of test/src/fuzz/parsers.ts. */
const parsers = ['transaction', 'finger_images', 'bmp', 'pgm', 'jpeg2000'];
/** Where the samples of a target lie in the folder of samples. */
const sampleFolders = {
  wsq_decode: 'wsq',
  minutiae_record: 'minutiae',
  transaction: 'ansi-nist',
  jpeg2000: 'jp2',
  pgm: 'minex-pgm',
};
/** Files beside the samples that say what is in them. */
const notSamples = /\.(json|raw|ncm)$/;

const { values, positionals } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    keep: { type: 'boolean', default: false },
    samples: { type: 'string' },
  },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
/** What grew from files of others is kept apart: only what grew from ours may be stored. */
const corpus = values.samples === undefined ? '.cache/fuzz/corpus' : '.cache/fuzz/corpus-of-samples';
const longestInput = values.samples === undefined ? longest.seeds : longest.samples;
const native = readdirSync(join(root, 'test/native/fuzz')).flatMap((file) => /^(.*)_fuzz\.cpp$/.exec(file)?.[1] ?? []);
const all = [...native.filter((target) => target !== 'parser'), ...parsers];
const targets = positionals.length > 0 ? positionals : all;
const unknown = targets.filter((target) => !all.includes(target));
if (!Number.isInteger(seconds) || seconds < 1 || unknown.length > 0 || (values.keep && values.samples !== undefined)) {
  console.error(`ridgeline: expected [--seconds N] [--keep | --samples FOLDER] and targets of ${all.join(', ')}`);
  process.exit(2);
}

const compiler = findClang();
if (compiler === undefined || spawnSync('cmake', ['--version']).status !== 0) {
  console.error(
    'ridgeline: fuzzing needs Clang with libFuzzer, and CMake. On Debian: apt-get install clang-14 libclang-rt-14-dev cmake',
  );
  process.exit(1);
}
const env = {
  ...process.env,
  RIDGELINE_ADDON: join(root, products.addon.output),
  RIDGELINE_PARSERS: join(root, scripts, 'test/src/fuzz/serve.js'),
};
for (const path of [seeds, failed]) emptyFolder(join(root, path));
buildNative();
buildParsers();
for (const target of targets) prepare(target);

const waiting = [...targets];
const outcomes = [];
await Promise.all(Array.from({ length: availableParallelism() }, work));
const bad = outcomes.filter(({ clean }) => !clean);
console.log(`fuzz targets: ${outcomes.length - bad.length} passed, ${bad.length} failed`);
process.exitCode = bad.length === 0 ? 0 : 1;

function buildNative() {
  const options = ['-DRIDGELINE_FUZZ=ON', '-DCMAKE_BUILD_TYPE=None', '-DCMAKE_CXX_FLAGS=-O1'];
  run('cmake', ['-S', 'native', '-B', folder, `-DCMAKE_CXX_COMPILER=${compiler}`, ...options]);
  run('cmake', ['--build', folder, '--parallel', String(availableParallelism()), '--target', 'fuzz_targets']);
  run(join(root, folder, 'seeds'), [seeds]);
}

function buildParsers() {
  emptyFolder(join(root, scripts));
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/src/fuzz']);
  run(process.execPath, [`${scripts}/test/src/fuzz/write-seeds.js`, seeds]);
  run(process.execPath, [`${scripts}/test/src/fuzz/count-branches.js`, scripts]);
}

/** Makes the folders that a target begins with: stored inputs, seeds, samples of others, and what earlier runs have found. */
function prepare(target) {
  mkdirSync(join(root, corpus, target), { recursive: true });
  unpackCorpus(target, join(root, stored, target));
  const samples = values.samples && sampleFolders[target] && join(values.samples, sampleFolders[target]);
  if (samples && existsSync(samples)) {
    cpSync(samples, join(root, seeds, target), { recursive: true, filter: (path) => !notSamples.test(path) });
  }
}

function run(command, parameters) {
  const { status } = spawnSync(command, parameters, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}

async function work() {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) outcomes.push(await fuzz(target));
}

/** Runs one target for its time. What it says is shown where it fails; else one line. */
async function fuzz(target) {
  const found = `${corpus}/${target}`;
  const folders = [found, `${seeds}/${target}`, `${stored}/${target}`];
  const parameters = [`-max_total_time=${seconds}`, `-max_len=${longestInput}`, ...limits, '-print_final_stats=1'];
  const { status, output } = await execute(target, [
    `-artifact_prefix=${failed}/${target}-`,
    ...parameters,
    ...folders,
  ]);
  const figure = (name) => new RegExp(`stat::${name}:\\s+(\\d+)`).exec(output)?.[1] ?? '?';
  const covered = /cov: (\d+)(?![\s\S]*cov: )/.exec(output)?.[1] ?? '?';
  const clean = status === 0;
  if (!clean) console.log(output);
  console.log(
    `${target}: ${clean ? 'clean' : `FAILED (input in ${failed})`}, ${figure('number_of_executed_units')} executions in ` +
      `${seconds} s, ${covered} ${parsers.includes(target) ? 'branches' : 'edges'}, at most ${figure('peak_rss_mb')} MiB`,
  );
  if (clean && values.keep) await keep(target, folders);
  return { target, clean };
}

/** Stores the shortest inputs that together reach what all of them do. */
async function keep(target, folders) {
  const merged = join(root, '.cache/fuzz/merged', target);
  emptyFolder(merged);
  const { status, output } = await execute(target, [
    '-merge=1',
    `-max_len=${longest.kept}`,
    ...limits,
    merged,
    ...folders,
  ]);
  if (status !== 0) throw new Error(output);
  console.log(`${target}: ${packCorpus(target, merged)} inputs are stored`);
}

/** A target's program with parameters of libFuzzer's; what it printed last. */
async function execute(target, parameters) {
  const program = parsers.includes(target) ? 'parser' : target;
  const child = spawn(join(root, folder, `${program}_fuzz`), parameters, {
    cwd: root,
    env: { ...env, RIDGELINE_PARSER: target },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output = (output + chunk).slice(-65536);
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, output };
}
