import { describe, expect, test } from 'vitest';
import { withoutCommentsAndStrings } from './cpp-text.js';
import { cppFiles, filesUnder, placeOf, readText } from './tree.js';

/** What the core must not call, and why. The addon speaks to JavaScript and may throw. */
const banned = [
  { pattern: /\b(?:std::)?(?:abort|exit|_Exit|quick_exit|terminate)\s*\(/g, why: 'bad input is an error value' },
  { pattern: /\bthrow\b|\bcatch\s*\(\s*\.\.\.\s*\)/g, why: 'errors of the core are Result values' },
  {
    pattern: /\b(?:printf|fprintf|puts|putchar|perror)\s*\(|\bstd::c(?:out|err|log)\b/g,
    why: 'the core does not print',
  },
  {
    pattern:
      /(?<![\w.:])(?:rand\s*\(\s*\)|random\s*\(\s*\)|srand\s*\()|\bstd::(?:rand|random_device|mt19937\w*|shuffle|\w+_distribution)\b/g,
    why: 'random numbers must be the same on every machine: a generator with a stated algorithm and seed',
  },
  {
    pattern:
      /(?<![\w.:>])(?:std::)?(?:sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|exp|exp2|expm1|log|log2|log10|log1p|pow|hypot|cbrt|erf|tgamma|lgamma)[fl]?\s*\(/g,
    why: 'its last bits differ between processors: use base/math.hpp',
  },
  {
    pattern: /\bstd::fma\b|\b_mm\d*_(?:mask_|maskz_)?fn?m(?:add|sub)\w*/g,
    why: 'fused multiply-add gives other bits than the scalar code',
  },
  {
    pattern: /\b(?:strcpy|strcat|sprintf|gets|alloca|setjmp|longjmp)\s*\(|\bstd::system\s*\(/g,
    why: 'it has no bounds or leaves the process',
  },
] as const;

function violationsIn(path: string, text: string): string[] {
  const code = withoutCommentsAndStrings(text);
  return banned.flatMap(({ pattern, why }) =>
    [...code.matchAll(pattern)].map((match) => `${placeOf(path, code, match.index)}: ${match[0].trim()} (${why})`),
  );
}

describe('calls that the core does not make', () => {
  test('no file of native/ outside addon/ makes one', () => {
    const core = cppFiles().filter((path) => path.startsWith('native/') && !path.startsWith('native/addon/'));
    expect(core.flatMap((path) => violationsIn(path, readText(path)))).toEqual([]);
  });

  test.each([
    ['std::abort();', 1],
    ['return std::sqrt(x) + sine(x);', 0],
    ['y = std::exp(x);', 1],
    ['y = atan2f(a, b);', 1],
    ['log.log(x); p->exp(x); base::log(x); logarithm(x);', 0],
    ['// throw nothing\nconst char* s = "throw abort()";', 0],
    ['try { f(); } catch (...) {}', 1],
    ['r = _mm256_fmadd_ps(a, b, c);', 1],
    ['std::uniform_int_distribution<int> d;', 1],
  ])('in %j it finds %i', (text, count) => {
    expect(violationsIn('a.cpp', text)).toHaveLength(count);
  });
});

test('only src/native loads an addon, and nothing evaluates text as code', () => {
  const violations = filesUnder('src', /\.ts$/).flatMap((path) => {
    const text = readText(path);
    const pattern = path.startsWith('src/native/')
      ? /\beval\(|new Function\(/g
      : /\beval\(|new Function\(|createRequire\(|process\.dlopen\(/g;
    return [...text.matchAll(pattern)].map((match) => `${placeOf(path, text, match.index)}: ${match[0]}`);
  });
  expect(violations).toEqual([]);
});
