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
 * Either way a pair is compared once, the earlier print as probe.
 */
export function trialPairs(fingers: readonly string[], protocol: PairProtocol): TrialPairs {
  const isFirst = fingers.map((finger, index) => fingers.indexOf(finger) === index);
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (let probe = 0; probe < fingers.length; probe += 1) {
    for (let candidate = probe + 1; candidate < fingers.length; candidate += 1) {
      if (fingers[probe] === fingers[candidate]) genuine.push(probe, candidate);
      else if (protocol === 'all' || (isFirst[probe] && isFirst[candidate])) impostor.push(probe, candidate);
    }
  }
  return { genuine: Uint32Array.from(genuine), impostor: Uint32Array.from(impostor) };
}
