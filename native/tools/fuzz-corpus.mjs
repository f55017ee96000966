// The stored corpus of a fuzz target: test/corpus/TARGET.json.gz, the inputs that together reach all that fuzzing has reached, a
// list of base64. They are made by fuzzing from seeds of our own making (fuzz.mjs --keep).
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { root } from './build-state.mjs';

const storeOf = (target) => join(root, 'test/corpus', `${target}.json.gz`);

/** Writes the stored inputs of a target, where it has any, as files of an empty folder. */
export function unpackCorpus(target, folder) {
  emptyFolder(folder);
  if (!existsSync(storeOf(target))) return;
  const inputs = JSON.parse(gunzipSync(readFileSync(storeOf(target))).toString());
  for (const [index, input] of inputs.entries()) writeFileSync(join(folder, String(index)), input, 'base64');
}

/** Stores the files of a folder as the inputs of a target, shortest first; says how many. */
export function packCorpus(target, folder) {
  const inputs = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  inputs.sort((a, b) => a.length - b.length || Buffer.compare(a, b));
  const list = JSON.stringify(inputs.map((bytes) => bytes.toString('base64')));
  writeFileSync(storeOf(target), gzipSync(list, { level: 9 }));
  return inputs.length;
}

export function emptyFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
