// Formats every C++ file of the repository with .clang-format; with --check it only says which files differ, and fails.
// Version 14 wherever it is installed: other versions of clang-format break lines elsewhere.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build-state.mjs';

const program = ['clang-format-14', 'clang-format'].find((name) => spawnSync(name, ['--version']).status === 0);
if (program === undefined) {
  console.error('ridgeline: clang-format not found. On Debian or Ubuntu: apt-get install clang-format-14');
  process.exit(1);
}
const files = ['native', 'test/native', 'bench/native'].flatMap(cppFilesUnder);
const mode = process.argv.includes('--check') ? ['--dry-run', '-Werror'] : ['-i'];
process.exitCode = spawnSync(program, [...mode, ...files], { cwd: root, stdio: 'inherit' }).status ?? 1;

function cppFilesUnder(folder) {
  try {
    return readdirSync(join(root, folder), { recursive: true })
      .filter((path) => /\.(cpp|hpp)$/.test(path))
      .map((path) => join(folder, path));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
