import { expect, test } from 'vitest';
import { withoutCommentsAndStrings } from './cpp-text.js';
import { filesUnder, placeOf, readText } from './tree.js';

const scripts = /\.(?:skip|only|todo|fails)\b\s*[.(]|\b(?:xit|xtest|xdescribe|fit|fdescribe)\s*\(/g;
/** A test may depend on one thing of the machine: whether the folder of public data sets is there. */
const conditional = /\.(?:skipIf|runIf)\s*\(([^\n]*)/g;
const doctest = /\bdoctest::(?:skip|may_fail|should_fail|expected_failures)\b|\b(?:MESSAGE|DOCTEST_CONFIG_DISABLE)\b/g;

test('no TypeScript test is skipped, singled out or expected to fail', () => {
  const violations = filesUnder('test', /\.ts$/).flatMap((path) => {
    const text = readText(path);
    return [
      ...[...text.matchAll(scripts)],
      ...[...text.matchAll(conditional)].filter((match) => !/data-?sets?/i.test(match[1] ?? '')),
    ].map((match) => `${placeOf(path, text, match.index)}: ${match[0].trim()}`);
  });
  expect(violations).toEqual([]);
});

test('no native test is skipped or expected to fail', () => {
  const violations = filesUnder('test/native', /\.(cpp|hpp)$/).flatMap((path) => {
    const code = withoutCommentsAndStrings(readText(path));
    return [...code.matchAll(doctest)].map((match) => `${placeOf(path, code, match.index)}: ${match[0]}`);
  });
  expect(violations).toEqual([]);
});
