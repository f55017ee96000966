/** A small reader of C++ text: enough to find calls and functions without a compiler. */

const quiet =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"([^(\s]*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'/g;

/** The text with comments, strings and characters blanked; offsets and lines stay. */
export function withoutCommentsAndStrings(text: string): string {
  return text.replace(quiet, blank);
}

/** The text with preprocessor lines blanked too, continued lines included. */
function withoutPreprocessor(text: string): string {
  return text.replace(/^[ \t]*#(?:[^\n\\]|\\[\s\S])*/gm, blank);
}

function blank(match: string): string {
  return match.replace(/[^\n]/g, ' ');
}

export interface CppFunction {
  /** Where its header begins. */
  readonly offset: number;
  /** The header as one line. */
  readonly header: string;
  /** Lines from the header's first to the closing brace. */
  readonly lines: number;
}

/** The outermost functions of a file, methods in class bodies and doctest's cases included; lambdas count with their function. */
export function functionsOf(source: string): CppFunction[] {
  const text = withoutPreprocessor(withoutCommentsAndStrings(source));
  const found: CppFunction[] = [];
  let start = 0;
  for (let i = 0; i < text.length; ++i) {
    const character = text[i];
    if (character === ';' || character === '}') {
      start = i + 1;
    } else if (character === '{') {
      const header = text.slice(start, i);
      const kind = kindOf(header);
      if (kind === 'container') {
        start = i + 1;
        continue;
      }
      const end = closingBrace(text, i);
      if (kind === 'function') {
        const offset = start + (header.length - header.trimStart().length);
        const lines = text.slice(offset, end).split('\n').length;
        found.push({ offset, header: header.replace(/\s+/g, ' ').trim(), lines });
      }
      start = end + 1;
      i = end;
    }
  }
  return found;
}

function kindOf(rawHeader: string): 'function' | 'container' | 'initialiser' {
  const header = rawHeader.replace(/\[\[.*?\]\]|\balignas\s*\([^)]*\)|\b(public|private|protected)\s*:/g, ' ');
  const bracket = header.indexOf('(');
  const assignment = header.search(/(?<![=!<>+\-*/]|operator\s*)=(?!=)/);
  if (assignment >= 0 && (bracket < 0 || assignment < bracket)) {
    return /=\s*\[[^\]]*\]/.test(header) ? 'function' : 'initialiser';
  }
  if (bracket >= 0) return 'function';
  return /\b(namespace|class|struct|union|extern)\b/.test(header) || header.trim() === '' ? 'container' : 'initialiser';
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; ++i) {
    if (text[i] === '{') ++depth;
    if (text[i] === '}' && --depth === 0) return i;
  }
  return text.length;
}
