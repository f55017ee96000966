import { spawnSync } from 'node:child_process';

/** The Clang that is installed, if any: Debian 12's, or the system's own. */
export function findClang() {
  return ['clang++-14', 'clang++'].find((name) => spawnSync(name, ['--version']).status === 0);
}
