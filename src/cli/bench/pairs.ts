/** Which pairs of prints a trial compares, as indices into its list of prints. */
export interface TrialPairs {
  /** Probe and candidate alternate. */
  readonly genuine: Uint32Array;
  readonly impostor: Uint32Array;
}

export type PairProtocol = 'all' | 'fvc';

/**
 * `all`: every pair of prints of one finger, and every pair of prints of different fingers; 10 fingers with 8 impressions
 * give 280 and 2880. `fvc`, the protocol of the Fingerprint Verification Competitions: the same genuine pairs, and the first
 * impression of each finger against those of all later ones; the same prints give 280 and 45.
 * Either way a pair is compared once, the earlier print as probe. `folders`, where it is given, says where each print lies; then
 * only prints of different folders are compared, and each folder has first impressions of its own.
 */
export function trialPairs(
  fingers: readonly string[],
  protocol: PairProtocol,
  folders?: readonly string[],
): TrialPairs {
  const places = fingers.map((finger, index) => `${folders?.[index] ?? ''}/${finger}`);
  const isFirst = places.map((place, index) => places.indexOf(place) === index);
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (let probe = 0; probe < fingers.length; probe += 1) {
    for (let candidate = probe + 1; candidate < fingers.length; candidate += 1) {
      if (folders !== undefined && folders[probe] === folders[candidate]) continue;
      if (fingers[probe] === fingers[candidate]) genuine.push(probe, candidate);
      else if (protocol === 'all' || (isFirst[probe] && isFirst[candidate])) impostor.push(probe, candidate);
    }
  }
  return { genuine: Uint32Array.from(genuine), impostor: Uint32Array.from(impostor) };
}
