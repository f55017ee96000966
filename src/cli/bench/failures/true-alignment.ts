/**
 * Where one print truly lies on another of the same finger, although their comparison failed: through third prints that match
 * both of them well. The matcher is trusted only where its score leaves no doubt.
 */
import type { ExplainedPair } from '../../../engine/index.js';
import { oneToOne } from '../../../native/minutia-geometry.js';
import { agreementPx, fewestLinks, strong, type Trust, weak } from './parameters.js';
import {
  type Correspondence,
  compose,
  distancePx,
  fitRigid,
  inverse,
  meanOf,
  offPx,
  place,
  type Rigid,
} from './rigid.js';

/** A minutia of one print that is the same as one of the other: their indices and places. */
export interface Link extends Correspondence {
  readonly probe: number;
  readonly candidate: number;
  /** By how much its direction turns from probe to candidate, clockwise, degrees. */
  readonly turnDegrees: number;
}

/** What the matcher paired between two prints. */
export interface Pairing {
  readonly score: number;
  readonly links: readonly Link[];
}

export interface Alignment {
  /** Probe to candidate. */
  readonly rigid: Rigid;
  /** Minutiae of both prints that are held for the same. */
  readonly links: readonly Link[];
}

/** Its minutiae are known to be the same, as far as the third prints show them. */
export interface TrueAlignment extends Alignment {
  /** Ways through other prints, and how many of them say the same. */
  readonly chains: number;
  readonly agreeing: number;
}

export function pairingOf({ score, pairs, places }: ExplainedPair): Pairing {
  const links = Array.from({ length: pairs.length / 2 }, (_, pair) => {
    const [fromX = 0, fromY = 0, fromAngle = 0, toX = 0, toY = 0, toAngle = 0] = places.subarray(6 * pair);
    return {
      probe: pairs[2 * pair] ?? 0,
      candidate: pairs[2 * pair + 1] ?? 0,
      from: { x: fromX, y: fromY },
      to: { x: toX, y: toY },
      // Angles run counter-clockwise.
      turnDegrees: fromAngle - toAngle,
    };
  });
  return { score, links };
}

/** The same pairing with probe and candidate exchanged. */
export function reversed({ score, links }: Pairing): Pairing {
  return { score, links: links.map(reversedLink) };
}

export function reversedLink({ probe, candidate, from, to, turnDegrees }: Link): Link {
  return { probe: candidate, candidate: probe, from: to, to: from, turnDegrees: -turnDegrees };
}

/** One way from print to print, and what it says. */
interface Chain {
  readonly rigid: Rigid;
  readonly links: readonly Link[];
  /** The weakest score on the way. */
  readonly score: number;
}

/** `between` gives what was paired from one print to another, of the same finger; undefined where nothing was. */
export function findTrueAlignment(
  probe: number,
  candidate: number,
  others: readonly number[],
  between: (from: number, to: number) => Pairing | undefined,
): TrueAlignment | undefined {
  const thirds = others.filter((other) => other !== probe && other !== candidate);
  const ways = thirds.map((third) => [probe, third, candidate]);
  const longer = thirds.flatMap((one) =>
    thirds.filter((other) => other !== one).map((other) => [probe, one, other, candidate]),
  );
  const chains = (through: typeof ways, trust: Trust): readonly Chain[] =>
    walkAll(through, (from, to) => trustedChain(between(from, to), trust));
  return (
    settle(chains(ways, strong), strong) ?? settle(chains(longer, strong), strong) ?? settle(chains(ways, weak), weak)
  );
}

function walkAll(
  ways: readonly (readonly number[])[],
  step: (from: number, to: number) => Chain | undefined,
): readonly Chain[] {
  return ways.flatMap((way) => {
    let chain: Chain | undefined;
    for (const [at, print] of way.slice(0, -1).entries()) {
      const next = step(print, way[at + 1] ?? print);
      if (next === undefined) return [];
      chain = chain === undefined ? next : joined(chain, next);
    }
    return chain === undefined ? [] : [chain];
  });
}

function trustedChain(pairing: Pairing | undefined, { score, pairs }: Trust): Chain | undefined {
  if (pairing === undefined || pairing.score < score || pairing.links.length < pairs) return undefined;
  const rigid = fitRigid(pairing.links);
  return rigid === undefined ? undefined : { rigid, links: pairing.links, score: pairing.score };
}

function joined(first: Chain, then: Chain): Chain {
  const next = new Map(then.links.map((link) => [link.probe, link]));
  const links = first.links.flatMap((link) => {
    const onward = next.get(link.candidate);
    return onward === undefined
      ? []
      : [{ ...onward, probe: link.probe, from: link.from, turnDegrees: link.turnDegrees + onward.turnDegrees }];
  });
  return { rigid: compose(first.rigid, then.rigid), links, score: Math.min(first.score, then.score) };
}

/** The chain that most known minutiae speak for, made exact by them; chains that contradict each other settle nothing. */
function settle(chains: readonly Chain[], { agreeing }: Trust): TrueAlignment | undefined {
  const all = unique(chains.flatMap(({ links }) => links));
  const judged = chains.map((chain) => ({
    chain,
    supported: all.filter((link) => offPx(chain.rigid, link) <= agreementPx).length,
    agreeing: chains.filter((other) => saysTheSame(chain, other)).length,
  }));
  const [best] = judged.sort(
    (a, b) => b.agreeing - a.agreeing || b.supported - a.supported || b.chain.score - a.chain.score,
  );
  if (best === undefined || best.agreeing < agreeing) return undefined;
  if (chains.length > 1 && best.agreeing === 1 && best.supported < fewestLinks) return undefined;
  let { rigid } = best.chain;
  let links = all.filter((link) => offPx(rigid, link) <= agreementPx);
  if (links.length >= fewestLinks) {
    rigid = fitRigid(links) ?? rigid;
    links = all.filter((link) => offPx(rigid, link) <= agreementPx);
  }
  return {
    rigid,
    links: oneToOne(links.map((link) => ({ ...link, px: offPx(rigid, link) }))),
    chains: chains.length,
    agreeing: best.agreeing,
  };
}

/** Judged in the middle of the minutiae of the candidate, where the two prints meet. */
function saysTheSame(one: Chain, other: Chain): boolean {
  const middle = place(inverse(one.rigid), meanOf([...one.links, ...other.links].map(({ to }) => to)));
  if (Number.isNaN(middle.x)) return one === other;
  return distancePx(place(one.rigid, middle), place(other.rigid, middle)) <= agreementPx;
}

function unique(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [`${link.probe} ${link.candidate}`, link])).values()];
}
