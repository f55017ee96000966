import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { nativeModules } from './sources.js';
import { cppFiles, placeOf, readText, root } from './tree.js';

interface Include {
  readonly path: string;
  readonly place: string;
  readonly system: boolean;
  readonly target: string;
}

const modules = nativeModules();

function includesOf(path: string): Include[] {
  const text = readText(path);
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm)].map((match) => ({
    path,
    place: placeOf(path, text, match.index),
    system: match[1] === '<',
    target: match[2] ?? '',
  }));
}

const includes = cppFiles().flatMap(includesOf);

/** The modules that a file may include from: its own, and those that sources.json lets it depend on; fuzz targets and benchmarks, any. */
function allowedFor(path: string): readonly string[] {
  const [top, ...rest] = path.split('/');
  if (top === 'bench' || path.startsWith('test/native/fuzz/'))
    return [...modules.keys()].filter((name) => name !== 'addon');
  const name = (top === 'native' ? rest[0] : rest[1]) ?? '';
  const module = modules.get(name);
  if (module === undefined) return [];
  return [name, ...module.depends, ...(top === 'test' ? (module.testDepends ?? []) : [])];
}

test('a module includes only itself and what native/sources.json lets it depend on', () => {
  const violations = includes
    .filter(({ system, target }) => !system && existsSync(join(root, 'native', target)))
    .filter(({ path, target }) => !allowedFor(path).includes(target.split('/')[0] ?? ''))
    .map(({ path, place, target }) => `${place}: ${target} is not in ${allowedFor(path).join(', ') || 'any module'}`);
  expect(violations).toEqual([]);
});

test('includes in quotes are paths from native/; tests and benchmarks may also name their neighbours', () => {
  const violations = includes
    .filter(({ system }) => !system)
    .filter(({ path, target }) => {
      const neighbours = [dirname(path), 'test/native', 'bench/native'];
      const folders = path.startsWith('native/') ? ['native'] : ['native', ...neighbours];
      return !folders.some((folder) => existsSync(join(root, folder, target)));
    })
    .map(({ place, target }) => `${place}: ${target} is no such path`);
  expect(violations).toEqual([]);
});

test('N-API stays in addon/, intrinsics in simd/ and kernels/', () => {
  const violations = includes.flatMap(({ path, place, target }) => {
    if (/^(napi|node_api|node|uv|v8)\b.*\.h$/.test(target) && !path.startsWith('native/addon/')) {
      return [`${place}: ${target} belongs to native/addon/`];
    }
    if (/^(\w*mmintrin|immintrin|arm_neon|x86intrin|cpuid)\.h$/.test(target) && !/\/(simd|kernels)\//.test(path)) {
      return [`${place}: ${target} belongs to native/simd/ and kernels/`];
    }
    return [];
  });
  expect(violations).toEqual([]);
});

test('the dependencies in native/sources.json are closed and have no cycle', () => {
  const names = [...modules.keys()];
  const violations = names.flatMap((name, order) =>
    (modules.get(name)?.depends ?? []).flatMap((dependency) => {
      const position = names.indexOf(dependency);
      if (position < 0) return [`${name} depends on ${dependency}, which does not exist`];
      if (position >= order) return [`${name} depends on ${dependency}, which stands after it`];
      const missing = (modules.get(dependency)?.depends ?? []).filter(
        (far) => !modules.get(name)?.depends.includes(far),
      );
      return missing.map((far) => `${name} depends on ${dependency} and must list its ${far} too`);
    }),
  );
  expect(violations).toEqual([]);
});
