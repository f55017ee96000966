import { onTestFinished } from 'vitest';
import { Engine } from '../../../src/engine/index.js';
import type { EngineOptions, FingerPosition, PrintInput, SubjectKey } from '../../../src/engine/types.js';
import { jittered, packedTemplate, scatteredMinutiae } from '../native/sample-templates.js';

export const storeKey = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);

/** Two threads whatever the machine, so that the shards are the same everywhere. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const engine = await Engine.open({ threads: 2, maxGalleryBytes: 256 * 2 ** 20, ...options });
  onTestFinished(() => engine.close());
  return engine;
}

export function keyOf(reference: string | number, owner = 'BE', system = 'ECRIS-TCN'): SubjectKey {
  return { system, owner, reference: String(reference) };
}

/** One capture of a person: templates of some fingers. Captures of the same person differ by jitter only. */
export function captureOf(person: number, capture = 0, positions: readonly FingerPosition[] = [1, 2]): PrintInput[] {
  return positions.map((position) => ({ position, template: templateOf(person, capture, position) }));
}

export function templateOf(person: number, capture: number, position: number): Uint8Array {
  const minutiae = scatteredMinutiae(1000 * person + position);
  return packedTemplate({ position, minutiae: jittered(minutiae, 100 * capture + position) });
}

/** A person whose fingers nobody knows: every print is compared with every other one, which takes long. */
export function slowPrints(seed: number, count = 40): PrintInput[] {
  return Array.from({ length: count }, (_, i) => ({
    position: 0,
    template: packedTemplate({ position: 0, minutiae: scatteredMinutiae(500_000 + 1000 * seed + i, 60) }),
  }));
}
