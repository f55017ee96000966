// Makes what is missing or stale and says so in one line each; silent where all is fresh. npm runs it before `npm test`,
// `npm run demo` and `npm run ridgeline`, so each works as the first command after cloning. It needs no dependency.
//   ensure-built.mjs [modules] [addon] [typescript] [console]     default: all of them
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAddon } from './build-addon.mjs';
import { make, products, root, staleModulesReason, staleReason, withBuildLock } from './build-state.mjs';

const steps = {
  modules: {
    stale: staleModulesReason,
    says: 'installing node_modules with npm ci, which also compiles',
    build: installModules,
  },
  addon: {
    stale: () => staleReason(products.addon),
    says: 'compiling the native core (a minute or two the first time)',
    build: buildAddon,
  },
  typescript: { stale: () => staleReason(products.typescript), says: 'compiling TypeScript', build: compileTypescript },
  console: { stale: () => staleReason(products.console), says: 'bundling the console', build: bundleConsole },
};

function run(program, parameters) {
  // Standard output belongs to the command that runs after this one.
  const { status, error } = spawnSync(program, parameters, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw error;
  return status;
}

function installModules() {
  const npm = process.env.npm_execpath;
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const parameters = [...command.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run(command[0], parameters) !== 0) throw new Error('npm ci failed; the messages above say why');
}

async function compileTypescript() {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  if (!existsSync(compiler)) throw new Error('TypeScript is not installed: run "npm ci --include=dev"');
  await make(products.typescript, () => {
    if (run(process.execPath, [compiler, '-p', 'tsconfig.json']) !== 0)
      throw new Error('TypeScript found errors in src/');
  });
}

async function bundleConsole() {
  const bundler = join(root, 'node_modules/vite/bin/vite.js');
  if (!existsSync(bundler)) throw new Error('Vite is not installed: run "npm ci --include=dev"');
  await make(products.console, () => {
    if (run(process.execPath, [bundler, 'build', '--logLevel', 'warn']) !== 0)
      throw new Error('Vite could not bundle src/console');
  });
}

const wanted = process.argv.slice(2);
try {
  await withBuildLock(async () => {
    for (const name of wanted.length > 0 ? wanted : Object.keys(steps)) {
      const reason = steps[name].stale();
      if (reason === undefined) continue;
      console.error(`ridgeline: ${steps[name].says}: ${reason}`);
      await steps[name].build();
    }
  });
} catch (error) {
  console.error(`ridgeline: ${error.message}`);
  process.exitCode = 1;
}
