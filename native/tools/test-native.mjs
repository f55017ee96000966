// Builds and runs the native tests with CMake, and ends with one line of counts. The benchmarks are compiled with the plain form.
//   test-native.mjs                      in build-cmake/native
//   test-native.mjs --beside-addon       in build-cmake/addon, with the objects that npm run build:cmake has left there
//   test-native.mjs --scalar             there, too, without vector kernels; only the modules that have or use kernels
//   test-native.mjs --sanitize           in build-cmake/sanitize, with AddressSanitizer and UndefinedBehaviorSanitizer; by Clang where it is
//                                        installed, which compiles them faster, and shows that another compiler's code gives the same
//   test-native.mjs --threads            in build-cmake/threads, with ThreadSanitizer; only the modules whose memory threads share
//   test-native.mjs --emulate-avx512     there, too, the AVX-512 kernels as plain code for any processor; only the modules that have
//                                        such kernels
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from './build-state.mjs';
import { findClang } from './find-clang.mjs';

/** Seconds for one test program; the slowest takes some ten, some hundred under sanitizers. */
const timeoutS = 600;

const builds = {
  '': { folder: 'build-cmake/native', options: [] },
  '--beside-addon': { source: '.', folder: 'build-cmake/addon', options: [] },
  '--scalar': {
    source: '.',
    folder: 'build-cmake/addon',
    options: [],
    only: modulesThatUseKernels(),
    environment: { RIDGELINE_ISA: 'baseline' },
  },
  '--sanitize': {
    folder: 'build-cmake/sanitize',
    options: ['-DRIDGELINE_SANITIZE=ON', '-DCMAKE_BUILD_TYPE=None', '-DCMAKE_CXX_FLAGS=-O1', ...withClang()],
    targets: ['native_tests'],
  },
  '--threads': {
    folder: 'build-cmake/threads',
    options: ['-DRIDGELINE_THREAD_SANITIZE=ON', '-DCMAKE_BUILD_TYPE=None', '-DCMAKE_CXX_FLAGS=-O1'],
    only: ['gallery', 'search'],
    targets: ['test_gallery', 'test_search'],
  },
  '--emulate-avx512': {
    source: '.',
    folder: 'build-cmake/addon',
    options: [],
    only: modulesWithAvx512().map((module) => `${module}_avx512`),
    targets: modulesWithAvx512().map((module) => `test_${module}_avx512`),
    configuration: 'avx512',
  },
};
const build = builds[process.argv[2] ?? ''];
if (build === undefined) {
  console.error(`ridgeline: expected nothing or one of ${Object.keys(builds).filter(Boolean).join(', ')}`);
  process.exit(2);
}
const { source = 'native', folder, options, targets = [], only = [], environment = {}, configuration } = build;

if (spawnSync('cmake', ['--version']).error !== undefined) {
  console.error(
    'ridgeline: the native tests need CMake and doctest. On Debian or Ubuntu: apt-get install cmake doctest-dev',
  );
  process.exit(1);
}
cmake(['-S', source, '-B', folder, ...options]);
const wanted = targets.length > 0 ? ['--target', ...targets] : [];
cmake(['--build', folder, '--parallel', String(availableParallelism()), ...wanted]);
const { output, status } = await ctest();
report(output, status);

function modulesWithAvx512() {
  const { modules } = JSON.parse(readFileSync(join(root, 'native/sources.json'), 'utf8'));
  return Object.keys(modules).filter((module) => modules[module].avx512 !== undefined);
}

/** What has code for several instruction sets or depends on it; nothing else can change with the instruction set. */
function modulesThatUseKernels() {
  const { modules } = JSON.parse(readFileSync(join(root, 'native/sources.json'), 'utf8'));
  const hasKernels = (module) => modules[module].avx2 !== undefined || modules[module].avx512 !== undefined;
  return Object.keys(modules).filter((module) => [module, ...modules[module].depends].some(hasKernels));
}

function withClang() {
  const compiler = findClang();
  return compiler === undefined ? [] : [`-DCMAKE_CXX_COMPILER=${compiler}`];
}

function cmake(parameters) {
  const { status } = spawnSync('cmake', parameters, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}

/** Runs every test program; shows what it says and keeps it for counting. */
function ctest() {
  const cores = String(availableParallelism());
  const parameters = [
    '--test-dir',
    folder,
    '--verbose',
    '--no-tests=error',
    '--timeout',
    String(timeoutS),
    '-j',
    cores,
  ];
  if (configuration !== undefined) parameters.push('--build-config', configuration);
  if (only.length > 0) parameters.push('--tests-regex', `^(${only.join('|')})$`);
  const env = { ...process.env, ...environment };
  const child = spawn('ctest', parameters, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (status) => resolve({ output, status }));
  });
}

/** doctest counts its cases a program; a program that crashes counts none, so that ctest's word is counted as one failure. */
function report(output, status) {
  const counts = [...output.matchAll(/\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed/g)];
  const passed = counts.reduce((sum, [, count]) => sum + Number(count), 0);
  const failed = counts.reduce((sum, [, , count]) => sum + Number(count), 0);
  console.log(`native tests: ${passed} passed, ${status === 0 ? failed : Math.max(failed, 1)} failed`);
  process.exitCode = status === 0 ? 0 : 1;
}
