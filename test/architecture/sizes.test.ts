import ts from 'typescript';
import { expect, test } from 'vitest';
import { functionsOf } from './cpp-text.js';
import { cppFiles, isGenerated, placeOf, readText, scriptFiles } from './tree.js';

const maxFileLines = 400;
const maxFunctionLines = 70;
/** What the head of a longer file says, followed by the reason. */
const excuse = `longer than ${maxFileLines} lines because`;

const written = [...cppFiles(), ...scriptFiles()]
  .map((path) => ({ path, text: readText(path) }))
  .filter(({ text }) => !isGenerated(text));

test(`a file has at most ${maxFileLines} lines, or its head says why it is ${excuse} …`, () => {
  const violations = written
    .map(({ path, text }) => ({ path, text, lines: text.trimEnd().split('\n').length }))
    .filter(({ text, lines }) => lines > maxFileLines && !text.slice(0, 1000).includes(excuse))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
  expect(violations).toEqual([]);
});

test(`a C++ function has at most ${maxFunctionLines} lines`, () => {
  const violations = written
    .filter(({ path }) => /\.(cpp|hpp)$/.test(path))
    .flatMap(({ path, text }) =>
      functionsOf(text)
        .filter(({ lines }) => lines > maxFunctionLines)
        .map(({ offset, header, lines }) => `${placeOf(path, text, offset)}: ${header} has ${lines} lines`),
    );
  expect(violations).toEqual([]);
});

test(`a TypeScript function has at most ${maxFunctionLines} lines`, () => {
  const violations = written
    .filter(({ path }) => /\.(tsx?|mjs|cjs|js)$/.test(path))
    .flatMap(({ path, text }) => longFunctions(path, text));
  expect(violations).toEqual([]);
});

function longFunctions(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !isGroupOfTests(node)) {
      const first = file.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = file.getLineAndCharacterOfPosition(node.end).line;
      const lines = last - first + 1;
      if (lines > maxFunctionLines) found.push(`${path}:${first + 1}: a function of ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The callback of describe(…): it holds tests as a file does, so its length says nothing. */
function isGroupOfTests(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression.getText().startsWith('describe');
}

test('the reader of C++ finds functions as a person does', () => {
  const source = [
    '#define IGNORED(x) { x',
    'namespace a {',
    "const int kTable[] = {1, 2, '{'};",
    '// void not_me() {',
    'struct Pair { int first; int sum() const { return 1; } };',
    'template <class T>',
    'int long_one(T value,',
    '             int other = 3) noexcept {',
    '  auto inner = [&] { return "}"; };',
    '  if (value) { inner(); }',
    '  return 1\u0027000;',
    '}',
    '}  // namespace a',
    'TEST_CASE("x") { CHECK(true); }',
  ].join('\n');
  expect(functionsOf(source).map(({ header, lines }) => [header.replace(/\s+/g, ' '), lines])).toEqual([
    ['int sum() const', 1],
    ['template <class T> int long_one(T value, int other = 3) noexcept', 7],
    ['TEST_CASE( )', 1],
  ]);
});
