// Rewrites compiled modules so that they count how often each branch is taken: count-branches FOLDER, and FOLDER/branches then says how
// many there are. The counts are bytes of globalThis.ridgelineBranches, which must be there before such a module is loaded.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const counts = '__taken';
let branches = 0;

/** The module with a count at the head of every function, branch, loop, case and handler. */
function counting(path: string): string {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
  return `const ${counts} = globalThis.ridgelineBranches;\n${written(source)}`;

  /** The text of a node, its children rewritten. */
  function written(node: ts.Node): string {
    let text = '';
    let end = node.getFullStart();
    ts.forEachChild(node, (child) => {
      text += source.text.slice(end, child.getFullStart()) + counted(child);
      end = child.getEnd();
    });
    return text + source.text.slice(end, node.getEnd());
  }

  function counted(node: ts.Node): string {
    const text = written(node);
    if (isBranch(node)) return ts.isExpression(node) ? `(${count()}, (${text}))` : `{ ${count()}; ${text} }`;
    if (!ts.isCaseOrDefaultClause(node)) return text;
    const first = node.statements[0];
    if (first === undefined) return text;
    // A clause is rewritten anew, with the count before its first statement.
    const head = source.text.slice(node.getFullStart(), first.getFullStart());
    return `${head} ${count()}; ${node.statements.map(counted).join('')}`;
  }
}

function count(): string {
  branches += 1;
  return `${counts}[${branches - 1}]++`;
}

/** A statement or expression that runs only where a condition says so, or the body of a function. */
function isBranch(node: ts.Node): node is ts.Statement | ts.Expression {
  const { parent } = node;
  if (ts.isIfStatement(parent)) return node === parent.thenStatement || node === parent.elseStatement;
  if (ts.isIterationStatement(parent, false)) return node === parent.statement;
  if (ts.isConditionalExpression(parent)) return node === parent.whenTrue || node === parent.whenFalse;
  if (ts.isCatchClause(parent)) return node === parent.block;
  if (ts.isFunctionLike(parent)) return 'body' in parent && node === parent.body;
  if (!ts.isBinaryExpression(parent) || node !== parent.right) return false;
  const { kind } = parent.operatorToken;
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected the folder of the compiled modules');
const sources = join(folder, 'src');
for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
  if (path.endsWith('.js')) writeFileSync(join(sources, path), counting(join(sources, path)));
}
writeFileSync(join(folder, 'branches'), String(branches));
