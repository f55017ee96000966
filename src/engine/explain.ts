import type { EngineParts } from './engine-parts.js';
import type { Operation } from './operation.js';
import { packBatch } from './packed-batch.js';
import { extractPerson, type NamedTemplate, positionOf } from './prints.js';
import type { ExplainedPair } from './tasks.js';
import type { ExplainedResult, MatchedPrints, PrintInput } from './types.js';
import { compareTemplates } from './verify.js';

/** Compares two captures as a verification does, and each finger's prints once more to see which minutiae go together. */
export async function explain(
  { pool }: EngineParts,
  probe: readonly PrintInput[],
  candidate: readonly PrintInput[],
  fmr: number,
  operation: Operation,
): Promise<ExplainedResult> {
  const [one, other] = [await extractPerson(pool, probe, operation), await extractPerson(pool, candidate, operation)];
  const packed = { probe: packTemplates(one.templates), candidate: packTemplates(other.templates) };
  const compared = await compareTemplates(pool, packed.probe, packed.candidate, fmr, operation);
  const alike = pairsOfFingers(one.templates, other.templates);
  const task = { ...packed, pairs: Uint16Array.from(alike.flat()), stop: operation.stopView };
  const explained = await operation.orStopped(pool.run('explain', task));
  return {
    ...compared,
    failures: [...one.failures, ...other.failures],
    matches: bestOfFingers(one.templates, other.templates, alike, explained),
  };
}

function packTemplates(templates: readonly NamedTemplate[]) {
  return packBatch(templates.map(({ template }) => template));
}

type Places = readonly [probe: number, candidate: number];

/** Every print of the one with every print of the other that is of the same finger. */
function pairsOfFingers(probes: readonly NamedTemplate[], candidates: readonly NamedTemplate[]): Places[] {
  return probes.flatMap(({ position }, i) =>
    candidates.flatMap((candidate, j) => (candidate.position === position ? [[i, j] as const] : [])),
  );
}

function bestOfFingers(
  probes: readonly NamedTemplate[],
  candidates: readonly NamedTemplate[],
  alike: readonly Places[],
  explained: readonly ExplainedPair[],
): MatchedPrints[] {
  const best = new Map<number, { readonly score: number; readonly match: MatchedPrints }>();
  alike.forEach(([i, j], place) => {
    const [probe, candidate, pair] = [probes[i], candidates[j], explained[place]];
    if (probe === undefined || candidate === undefined || pair === undefined) return;
    if ((best.get(probe.position)?.score ?? Number.NEGATIVE_INFINITY) >= pair.score) return;
    const match = { position: positionOf(probe), probe, candidate, pairs: pair.pairs };
    best.set(probe.position, { score: pair.score, match });
  });
  return [...best.values()].map(({ match }) => match).sort((a, b) => a.position - b.position);
}
