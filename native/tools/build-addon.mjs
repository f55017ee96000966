// Compiles the addon through binding.gyp into build/Release/ridgeline.node, only what changed. Run by `npm install`
// (through ensure-built.mjs) and `npm run build:addon`.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { make, products, root, withBuildLock } from './build-state.mjs';

/** Says which of the programs that node-gyp needs is not there; node-gyp itself says it in fifty lines. */
function checkTools() {
  const needed = [
    { names: [process.env.CXX ?? 'g++'], use: 'a C++20 compiler' },
    { names: ['make'], use: 'GNU make' },
    { names: [process.env.npm_config_python ?? process.env.PYTHON ?? 'python3', 'python'], use: 'Python 3' },
  ];
  const missing = needed.filter(({ names }) => !names.some(isProgram)).map(({ names, use }) => `${names[0]} (${use})`);
  if (missing.length === 0) return;
  throw new Error(
    `the native core cannot be compiled: ${missing.join(', ')} not found. On Debian or Ubuntu: apt-get install g++ make python3`,
  );
}

function isProgram(command) {
  const program = command.split(' ')[0];
  const candidates = program.includes('/')
    ? [program]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  return candidates.some((path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}

/** Node's own headers where this Node brings them, so that nothing is downloaded; else node-gyp fetches them. */
function headerArguments() {
  const prefix = dirname(dirname(process.execPath));
  const bringsHeaders = existsSync(join(prefix, 'include/node/common.gypi'));
  return bringsHeaders && process.env.npm_config_nodedir === undefined ? [`--nodedir=${prefix}`] : [];
}

/** node-gyp as npm brings it: npm names it to its scripts; without npm it is found beside npm's own folder. */
function nodeGyp() {
  const candidates = [
    process.env.npm_config_node_gyp,
    join(dirname(dirname(process.execPath)), 'lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js'),
  ];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('node-gyp was not found: run this through npm, as "npm run build:addon"');
  return found;
}

function compile() {
  checkTools();
  const parameters = [
    nodeGyp(),
    'configure',
    'build',
    '--release',
    `--jobs=${cpus().length}`,
    '--loglevel=error',
    ...headerArguments(),
  ];
  const { status, error, stdout, stderr } = spawnSync(process.execPath, parameters, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) throw error;
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  throw new Error('the native core did not compile; the messages above say why');
}

export async function buildAddon() {
  await withBuildLock(() => make(products.addon, compile));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildAddon();
  } catch (error) {
    console.error(`ridgeline: ${error.message}`);
    process.exitCode = 1;
  }
}
