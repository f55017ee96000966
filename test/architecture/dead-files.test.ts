import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { instructionSets, nativeModules } from './sources.js';
import { cppFiles, filesUnder, readText } from './tree.js';

const listed = [...nativeModules()].flatMap(([name, module]) => [
  ...module.sources.map((path) => ({ name, key: 'sources', path: `native/${path}` })),
  ...instructionSets.flatMap((key) => (module[key] ?? []).map((path) => ({ name, key, path: `native/${path}` }))),
]);

test('every C++ source under native/ stands in native/sources.json once, and the other way round', () => {
  const paths = listed.map(({ path }) => path);
  const existing = filesUnder('native', /\.cpp$/);
  const violations = [
    ...existing.filter((path) => !paths.includes(path)).map((path) => `${path} is in no list of native/sources.json`),
    ...paths.filter((path) => !existing.includes(path)).map((path) => `${path} is listed and does not exist`),
    ...paths.filter((path, i) => paths.indexOf(path) !== i).map((path) => `${path} is listed twice`),
  ];
  expect(violations).toEqual([]);
});

test('a source is listed by the module of its folder and under the instruction set of its name', () => {
  const violations = listed.flatMap(({ name, key, path }) => {
    const ending = /_(avx2|avx512)\.cpp$/.exec(path)?.[1] ?? 'sources';
    return [
      ...(path.startsWith(`native/${name}/`) ? [] : [`${path} is listed by ${name}`]),
      ...(ending === key ? [] : [`${path} is listed under ${key}, its name says ${ending}`]),
      ...(key === 'sources' || path.includes('/kernels/') ? [] : [`${path} is compiled for ${key} outside kernels/`]),
    ];
  });
  expect(violations).toEqual([]);
});

test('every header is included somewhere, or by the build itself', () => {
  const all = cppFiles();
  const build = readText('native/CMakeLists.txt');
  const included = new Set(
    all.flatMap((path) =>
      [...readText(path).matchAll(/#\s*include\s*"([^"]+)"/g)].flatMap(([, target = '']) =>
        [dirname(path), 'native', 'test/native', 'bench/native'].map((folder) => join(folder, target)),
      ),
    ),
  );
  const dead = all.filter((path) => /\.(hpp|inc)$/.test(path) && !included.has(path) && !build.includes(path));
  expect(dead).toEqual([]);
});

test('every native test belongs to a module or is a fuzz target, so that it is compiled', () => {
  const modules = nativeModules();
  const stray = filesUnder('test/native', /\.cpp$/).filter((path) => {
    const [, , folder, file] = path.split('/');
    if (folder === 'fuzz') return !file?.endsWith('_fuzz.cpp') && file !== 'seeds.cpp';
    return path !== 'test/native/main.cpp' && !(modules.has(folder ?? '') && file?.endsWith('_test.cpp'));
  });
  expect(stray).toEqual([]);
});
