// Builds the fuzz targets (test/native/fuzz) with Clang under AddressSanitizer and UndefinedBehaviorSanitizer, writes their seeds and
// runs them, as many at a time as there are cores; ends with one line of counts.
//   fuzz.mjs [--seconds N] [TARGET...]     30 seconds each, all targets
// What a target has found interesting stays in .cache/fuzz/corpus and is where the next run begins; an input that fails, in
// .cache/fuzz/failed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './build-state.mjs';

const folder = 'build-cmake/fuzz';
const seeds = '.cache/fuzz/seeds';
const corpus = '.cache/fuzz/corpus';
const failed = '.cache/fuzz/failed';

/** One input: seconds, and MiB of the whole process. The largest image that is read takes 150 MiB, and sanitizers double them. */
const limits = ['-timeout=60', '-rss_limit_mb=1536'];
/** Longest input, bytes: room for every seed. */
const longest = 16384;

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '30' } },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
const all = readdirSync(join(root, 'test/native/fuzz')).flatMap((file) => /^(.*)_fuzz\.cpp$/.exec(file)?.[1] ?? []);
const targets = positionals.length > 0 ? positionals : all;
const unknown = targets.filter((target) => !all.includes(target));
if (!Number.isInteger(seconds) || seconds < 1 || unknown.length > 0) {
  console.error(`ridgeline: expected [--seconds N] and targets of ${all.join(', ')}`);
  process.exit(2);
}

const compiler = ['clang++-14', 'clang++'].find((name) => spawnSync(name, ['--version']).status === 0);
if (compiler === undefined || spawnSync('cmake', ['--version']).status !== 0) {
  console.error(
    'ridgeline: fuzzing needs Clang with libFuzzer, and CMake. On Debian: apt-get install clang-14 libclang-rt-14-dev cmake',
  );
  process.exit(1);
}
const options = ['-DRIDGELINE_FUZZ=ON', '-DCMAKE_BUILD_TYPE=None', '-DCMAKE_CXX_FLAGS=-O1'];
run('cmake', ['-S', 'native', '-B', folder, `-DCMAKE_CXX_COMPILER=${compiler}`, ...options]);
run('cmake', ['--build', folder, '--parallel', String(availableParallelism()), '--target', 'fuzz_targets']);
for (const path of [seeds, failed]) rmSync(join(root, path), { recursive: true, force: true });
for (const path of [seeds, failed, ...all.map((target) => `${corpus}/${target}`)])
  mkdirSync(join(root, path), { recursive: true });
run(join(root, folder, 'seeds'), [seeds]);

const waiting = [...targets];
const outcomes = [];
await Promise.all(Array.from({ length: availableParallelism() }, work));
const bad = outcomes.filter(({ clean }) => !clean);
console.log(`fuzz targets: ${outcomes.length - bad.length} passed, ${bad.length} failed`);
process.exitCode = bad.length === 0 ? 0 : 1;

function run(command, parameters) {
  const { status } = spawnSync(command, parameters, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}

async function work() {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) outcomes.push(await fuzz(target));
}

/** Runs one target for its time. What it says is shown where it fails; else one line. */
async function fuzz(target) {
  const parameters = [
    `-max_total_time=${seconds}`,
    `-max_len=${longest}`,
    `-artifact_prefix=${failed}/${target}-`,
    '-print_final_stats=1',
    ...limits,
    `${corpus}/${target}`,
    `${seeds}/${target}`,
  ];
  const child = spawn(join(root, folder, `${target}_fuzz`), parameters, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output = (output + chunk).slice(-65536);
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const figure = (name) => new RegExp(`stat::${name}:\\s+(\\d+)`).exec(output)?.[1] ?? '?';
  const covered = /cov: (\d+)(?![\s\S]*cov: )/.exec(output)?.[1] ?? '?';
  const clean = status === 0;
  if (!clean) console.log(output);
  console.log(
    `${target}: ${clean ? 'clean' : `FAILED (input in ${failed})`}, ${figure('number_of_executed_units')} executions in ` +
      `${seconds} s, ${covered} edges, at most ${figure('peak_rss_mb')} MiB`,
  );
  return { target, clean };
}
