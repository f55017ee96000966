import { layOver } from '../formats/lay-over.js';
import { slapPicture } from '../formats/slap-picture.js';
import type { SegmentedSlap, SlapSynthesisRequest, SyntheticSlapFinger } from '../native/binding.js';
import { loadNative } from '../native/load.js';

/** A synthetic slap to be segmented. */
export interface SlapTrialTask {
  readonly request: SlapSynthesisRequest;
  /** Whether segmentation is told which fingers are missing. */
  readonly missingStated: boolean;
  /** Shapes of SVG that lie over the slap (1000 x 1000), with a halo about its skin. */
  readonly clutter?: string | undefined;
  /** Whether a picture with the boxes is wanted. */
  readonly drawn: boolean;
}

export interface SlapTrial {
  readonly truth: readonly Pick<SyntheticSlapFinger, 'position' | 'turnedBox'>[];
  readonly found: SegmentedSlap;
  readonly segmentMs: number;
  /** PNG: what was found in red, the truth in green. */
  readonly picture?: Uint8Array;
}

export async function runSlapTrial({ request, missingStated, clutter, drawn }: SlapTrialTask): Promise<SlapTrial> {
  const native = loadNative();
  const { image: clean, fingers } = native.synthesizeSlap(request);
  const image = clutter === undefined ? clean : await layOver(clean, clutter);
  const start = performance.now();
  const found = native.segmentSlap(image, request.position, missingStated ? request.missingFingers : []);
  const segmentMs = performance.now() - start;
  const truth = fingers.map(({ position, turnedBox }) => ({ position, turnedBox }));
  return { truth, found, segmentMs, ...(drawn ? { picture: await slapPicture(image, found.fingers, truth) } : {}) };
}
