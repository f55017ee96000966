import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NativeBinding } from './binding.js';
import { hasRidgelineCode, RidgelineError } from './error.js';

/** Every function of the binding; the compiler holds this list equal to the interface. */
const functionNames = Object.keys({
  isa: true,
  decodeWsq: true,
  encodeWsq: true,
  extract: true,
  explainExtraction: true,
  readTemplate: true,
  readMinutiaeRecord: true,
  writeMinutiaeRecord: true,
  convertMinutiaeRecord: true,
  segmentSlap: true,
  uprightPrint: true,
  compare: true,
  explainComparison: true,
  prepare: true,
  comparePairs: true,
  timePairs: true,
  cancelCreate: true,
  cancelRaise: true,
  cancelRelease: true,
  galleryCreate: true,
  galleryDestroy: true,
  galleryForms: true,
  galleryFormVersion: true,
  galleryAppend: true,
  galleryErase: true,
  galleryStatistics: true,
  gallerySearch: true,
  measureLimits: true,
  decisionThreshold: true,
  synthesizePrint: true,
  synthesizeSlap: true,
  synthesizeTemplates: true,
  tryLockFile: true,
  readSealed: true,
  deriveKeys: true,
} satisfies Record<keyof NativeBinding, true>);

let loaded: NativeBinding | undefined;

/**
 * The native core of this thread. The first call loads the addon; the gallery it holds belongs to the whole process.
 * A process that uses worker threads calls this in its main thread first, so that the addon outlives every worker.
 */
export function loadNative(): NativeBinding {
  loaded ??= load(addonPath());
  return loaded;
}

/** Where the addon lies: RIDGELINE_ADDON, or what `npm install` built. The path is the same from src and from dist. */
function addonPath(): string {
  const override = process.env['RIDGELINE_ADDON'];
  if (override !== undefined && override !== '') return resolve(override);
  return fileURLToPath(new URL('../../build/Release/ridgeline.node', import.meta.url));
}

function load(path: string): NativeBinding {
  if (!existsSync(path)) {
    throw new RidgelineError(
      'INTERNAL',
      `the native core is not built: ${path} does not exist. Run "npm install" or "npm run build:addon" in Ridgeline's folder.`,
    );
  }
  let addon: unknown;
  try {
    addon = createRequire(import.meta.url)(path);
  } catch (cause) {
    throw new RidgelineError(
      'INTERNAL',
      `the native core ${path} cannot be loaded: ${messageOf(cause)}. Build it again with "npm run build:addon".`,
      { cause },
    );
  }
  return withRidgelineErrors(addon, path);
}

/** The addon's functions, each turning the coded errors of the core into RidgelineError. */
function withRidgelineErrors(addon: unknown, path: string): NativeBinding {
  const functions = new Map(Object.entries(addon as Record<string, unknown>));
  const wrapped = functionNames.map((name) => {
    const native = functions.get(name);
    if (typeof native !== 'function') {
      throw new RidgelineError(
        'INTERNAL',
        `the native core ${path} has no function ${name}: it was built from other sources. Run "npm run build:addon".`,
      );
    }
    return [name, translating(native as (...parameters: unknown[]) => unknown)] as const;
  });
  return Object.freeze(Object.fromEntries(wrapped)) as unknown as NativeBinding;
}

function translating(native: (...parameters: unknown[]) => unknown): (...parameters: unknown[]) => unknown {
  return (...parameters) => {
    try {
      return native(...parameters);
    } catch (cause) {
      if (hasRidgelineCode(cause)) throw new RidgelineError(cause.code, cause.message);
      throw cause;
    }
  };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
