// Prints one list of native/sources.json for binding.gyp, as paths from the project root:
//   list-sources.mjs sources | avx2 | avx512     the C++ files of all modules under that key
//   list-sources.mjs flags avx2 | avx512         the compiler flags of that instruction set
import { readFileSync } from 'node:fs';

const { flags, modules } = JSON.parse(readFileSync(new URL('../sources.json', import.meta.url), 'utf8'));
const [key, instructionSet] = process.argv.slice(2);
const list =
  key === 'flags'
    ? flags[instructionSet]
    : Object.values(modules).flatMap((module) => (module[key] ?? []).map((path) => `native/${path}`));
console.log(list.join(' '));
