import { readText } from './tree.js';

export const instructionSets = ['avx2', 'avx512'] as const;

/** One module of native/sources.json. */
export interface NativeModule {
  readonly depends: readonly string[];
  readonly sources: readonly string[];
  readonly avx2?: readonly string[];
  readonly avx512?: readonly string[];
  /** Modules that only its tests may use. */
  readonly testDepends?: readonly string[];
}

export function nativeModules(): ReadonlyMap<string, NativeModule> {
  const { modules } = JSON.parse(readText('native/sources.json')) as { modules: Record<string, NativeModule> };
  return new Map(Object.entries(modules));
}
