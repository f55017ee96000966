import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instructionSets, nativeModules } from './sources.js';
import { root } from './tree.js';

// An inline function of a header that is compiled with AVX flags leaves a weak symbol; the linker may take it in place of
// the baseline copy, and the addon then crashes on a processor without AVX. The kernels' objects must therefore have none.
test.each(instructionSets)('the objects of the %s kernels export no weak symbol', (instructionSet) => {
  if (process.arch !== 'x64') return;
  const kernels = [...nativeModules().values()].flatMap((module) => module[instructionSet] ?? []);
  const objects = kernels.map((path) =>
    join('build/Release/obj.target', `ridgeline_${instructionSet}`, 'native', path.replace(/\.cpp$/, '.o')),
  );
  expect(objects.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const weak = objects.flatMap((path) => {
    const { status, stdout } = spawnSync('nm', ['--demangle', path], { cwd: root, encoding: 'utf8' });
    expect(status).toBe(0);
    return stdout
      .split('\n')
      .filter((line) => / [WVu] /.test(line))
      .map((line) => `${path}: ${line.trim()}`);
  });
  expect(weak).toEqual([]);
});
