import { join } from 'node:path';
import type { FingerPosition } from '../engine/index.js';

/** `gallery` is what enrol and identify read, `bench` what the trials read. */
export type SynthLayout = 'gallery' | 'bench';

/** Which synthetic print it is; people and impressions count from 1. */
export interface SyntheticName {
  readonly person: number;
  readonly position: FingerPosition;
  readonly impression: number;
}

/** The reference under which a synthetic person is enrolled. */
export function referenceOf(person: number): string {
  return `P${String(person).padStart(4, '0')}`;
}

/** The file's path within the folder, without its extension. */
export function printStem({ person, position, impression }: SyntheticName, layout: SynthLayout): string {
  const reference = referenceOf(person);
  return layout === 'gallery' ? join(reference, `${position}_${impression}`) : `${reference}-${position}_${impression}`;
}
