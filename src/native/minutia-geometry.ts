/** Angles between minutiae and between ridges, and which minutiae go together. */

/** Between two directions. */
export function degreesBetween(a = 0, b = 0): number {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn);
}

/** Between two lines, which have no direction. */
export function degreesBetweenLines(aRad: number, bRad: number): number {
  const turn = Math.abs(aRad - bRad) % Math.PI;
  return (Math.min(turn, Math.PI - turn) * 180) / Math.PI;
}

/** A minutia of one print and one of another that may be the same: their indices, and how far apart they lie. */
export interface Neighbours {
  readonly probe: number;
  readonly candidate: number;
  readonly px: number;
}

/** Nearest first, every minutia once. */
export function oneToOne<Pair extends Neighbours>(pairs: readonly Pair[]): Pair[] {
  const [probes, candidates] = [new Set<number>(), new Set<number>()];
  return pairs
    .toSorted((a, b) => a.px - b.px)
    .filter(({ probe, candidate }) => {
      if (probes.has(probe) || candidates.has(candidate)) return false;
      probes.add(probe);
      candidates.add(candidate);
      return true;
    });
}
