import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError, readVersion } from '../../engine/index.js';
import { unreadable } from '../errors.js';
import { writeOutWhole } from '../files-out.js';

/** Settings that decide what a file of a given name holds. How many people there are does not: more can be added later. */
export type Settings = Readonly<Record<string, string | number | boolean | readonly number[]>>;

const manifestName = 'synth.json';

/** The folder of a run, which knows what was finished in it before. */
export class SynthFolder {
  readonly path: string;
  readonly #goesOn: boolean;

  private constructor(path: string, goesOn: boolean) {
    this.path = path;
    this.#goesOn = goesOn;
  }

  /** Throws INVALID_ARGUMENT where the folder was made with other settings and is not to be overwritten. */
  static async open(path: string, settings: Settings, overwrite: boolean): Promise<SynthFolder> {
    const manifest = { version: readVersion(), ...settings };
    const found = overwrite ? undefined : await readManifest(join(path, manifestName));
    if (found !== undefined) checkSame(path, found, manifest);
    const folder = new SynthFolder(path, found !== undefined);
    await writeOutWhole(join(path, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    return folder;
  }

  /** Whether a file was finished by an earlier run with the same settings. */
  has(name: string): boolean {
    return this.#goesOn && existsSync(join(this.path, name));
  }

  async write(name: string, contents: Uint8Array | string): Promise<string> {
    const file = join(this.path, name);
    await writeOutWhole(file, contents);
    return file;
  }
}

async function readManifest(file: string): Promise<Record<string, unknown> | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof found === 'object' && found !== null) return { ...found };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw unreadable(file, 'the settings of an earlier run', cause);
  }
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${file}: expected the settings of an earlier run, but it holds something else; remove it or call with --overwrite`,
  );
}

function checkSame(path: string, found: Readonly<Record<string, unknown>>, wanted: Settings): void {
  const names = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
  const different = names.filter((name) => JSON.stringify(found[name]) !== JSON.stringify(wanted[name]));
  if (different.length === 0) return;
  const told = different.map(
    (name) => `${name} ${JSON.stringify(found[name])} and not ${JSON.stringify(wanted[name])}`,
  );
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${path} was made with ${told.join(', ')}; choose another folder, or make its files anew with --overwrite`,
  );
}
