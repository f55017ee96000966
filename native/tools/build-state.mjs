// What the build has made and what it was made from. A product is fresh when the contents of its inputs are those that
// its stamp names: contents and not times, because a git checkout gives old files new times.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that is compiled: where it ends up, the stamp beside it, and what it is made from. */
export const products = {
  addon: {
    output: 'build/Release/ridgeline.node',
    stamp: 'build/ridgeline.stamp',
    inputs: () => [
      'binding.gyp',
      ...filesUnder('native', /\.(cpp|hpp|inc|json)$/),
      ...filesUnder('native/tools', /-addon\.mjs$|list-sources\.mjs$/),
    ],
  },
  typescript: {
    output: 'dist',
    stamp: 'dist/.stamp',
    inputs: () => ['tsconfig.json', ...filesUnder('src', /^(?!console\/).*\.ts$/)],
  },
  console: {
    output: 'dist/console/index.html',
    stamp: 'dist/.console-stamp',
    inputs: () => [
      'vite.config.ts',
      'src/client/routes.ts',
      ...filesUnder('src/console', /\.(tsx?|json|css|svg|html)$/),
    ],
  },
};

function filesUnder(folder, pattern) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => pattern.test(path))
    .map((path) => join(folder, path))
    .sort();
}

/** One line for the contents of all inputs, the Node and the processor they are compiled for. */
export function fingerprint(product) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const path of product.inputs()) {
    hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** Why a product has to be made, or undefined where it is fresh. */
export function staleReason(product) {
  if (!existsSync(join(root, product.output))) return 'not built yet';
  const stamp = join(root, product.stamp);
  if (!existsSync(stamp)) return 'the last build did not end well';
  return readFileSync(stamp, 'utf8') === fingerprint(product) ? undefined : 'its sources have changed';
}

/** Runs a build between removing the stamp and writing the one for the inputs as they were before it began. */
export async function make(product, build) {
  const stamp = join(root, product.stamp);
  const before = fingerprint(product);
  rmSync(stamp, { force: true });
  await build();
  writeFileSync(stamp, before);
}

/** Why node_modules does not hold what package-lock.json asks for, or undefined where it does. */
export function staleModulesReason() {
  const installedPath = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedPath)) return 'node_modules is missing';
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    // Optional packages are the prebuilt binaries of other platforms.
    if (path === '' || entry.optional || entry.devOptional || entry.peer) continue;
    if (installed[path]?.version !== entry.version)
      return `package-lock.json asks for ${path.split('node_modules/').at(-1)} ${entry.version}`;
  }
  return undefined;
}

/** One build at a time in a checkout: two makes in one folder spoil each other's objects. */
export async function withBuildLock(work) {
  if (process.env.RIDGELINE_BUILD_LOCKED === '1') return work();
  const lock = join(root, '.cache/build.lock');
  mkdirSync(join(root, '.cache'), { recursive: true });
  while (!tryLock(lock)) await wait(200);
  process.env.RIDGELINE_BUILD_LOCKED = '1';
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!ownerLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerLives(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
