import { expect, test } from 'vitest';
import { errorCodes } from '../../src/native/error-codes.js';
import { cppFiles, filesUnder, readText } from './tree.js';

const list = [
  ...readText('native/base/error_codes.inc').matchAll(
    /^RIDGELINE_ERROR\((\w+), (input|caller|internal), "([^"]+)"\)$/gm,
  ),
].map(([, code, blame, meaning]) => ({ code: code ?? '', blame: blame ?? '', meaning: meaning ?? '' }));

test('every entry of the list is read', () => {
  const entries = readText('native/base/error_codes.inc').match(/^RIDGELINE_ERROR\(/gm) ?? [];
  expect(list).toHaveLength(entries.length);
  expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
});

test('src/native/error-codes.ts says what native/base/error_codes.inc says (else: npm run generate:errors)', () => {
  const typescript = Object.entries(errorCodes).map(([code, { blame, meaning }]) => ({ code, blame, meaning }));
  expect(typescript).toEqual(list);
});

test('docs/errors.md says what native/base/error_codes.inc says (else: npm run generate:errors)', () => {
  const documented = readText('docs/errors.md')
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const blame = /`(\w+)`/.exec(section)?.[1] ?? '';
      return [...section.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, code, meaning]) => ({ code, blame, meaning }));
    });
  const byCode = (a: { code?: string | undefined }, b: { code?: string | undefined }) =>
    (a.code ?? '') < (b.code ?? '') ? -1 : 1;
  expect(documented.sort(byCode)).toEqual(list.toSorted(byCode));
});

test('every code is used: one that nothing reports only misleads', () => {
  const native = cppFiles().filter((path) => path.startsWith('native/') && !path.endsWith('.inc'));
  const typescript = filesUnder('src', /\.ts$/).filter((path) => path !== 'src/native/error-codes.ts');
  const text = [...native, ...typescript].map(readText).join('\n');
  const unused = list.filter(({ code }) => !new RegExp(`\\bErrorCode::${code}\\b|'${code}'`).test(text));
  expect(unused.map(({ code }) => code)).toEqual([]);
});
