import Type from 'typebox';
import type { Candidate } from '../../engine/index.js';
import { newSearchId, timing } from './answered-search.js';
import { readReference } from './encounter-reference.js';
import { operation } from './operation.js';
import { personPrints } from './person-prints.js';
import { SearchAnswer, type SearchAnswer as SearchAnswerMessage, SearchRequest, System } from './schemas.js';
import { systemOrOnly } from './systems.js';
import { optionsOf } from './time-left.js';

const SearchQuery = Type.Object({
  system: Type.Optional(System),
  progress: Type.Optional(
    Type.Boolean({ description: 'answer with lines that tell how far the search is; the last has status and result' }),
  ),
});

/** Searches a person in one system: hit or no hit, and of the hits owner and reference alone. */
export const search = operation({
  id: 'search',
  method: 'POST',
  path: '/v1/search',
  tag: 'Search',
  summary: 'Search a person in one system',
  roles: ['consult'],
  scope: 'abis.identify',
  isWork: true,
  tellsProgress: true,
  figure: 'searches',
  query: SearchQuery,
  body: SearchRequest,
  alsoTakes: 'transaction',
  answers: { 200: { description: 'hit or no hit', schema: SearchAnswer } },
  async handle(call) {
    const { service, client, query, body, trail, onProgress } = call;
    const system = systemOrOnly(call, body.system ?? query.system);
    const { prints, ignored } = personPrints(body, trail);
    service.quotas.takeSearch(client);
    const request = {
      prints,
      systems: [system.name],
      fpir: system.fpir,
      maxCandidates: Math.min(body.maxCandidates ?? client.maxCandidates, client.maxCandidates),
      exhaustive: body.exhaustive ?? false,
    };
    const found = await service
      .engine()
      .identify(request, { ...optionsOf(call), ...(onProgress === undefined ? {} : { onProgress }) });
    const hits = found.candidates.filter(({ hit }) => hit);
    trail.decision = found.decision;
    trail.candidates = hits.map(({ owner, reference }) => ({ system: system.name, owner, reference }));
    trail.unreadable = found.failures.length;
    service.metrics.bestScore(found.candidates[0]?.score ?? 0);
    const candidates = peopleOf(hits);
    const answer: SearchAnswerMessage = {
      searchId: newSearchId(call, candidates.length),
      decision: found.decision,
      complete: true,
      candidates,
      searched: found.subjectsSearched,
      threshold: found.threshold,
      fpir: found.fpir,
      failures: found.failures.map(({ position, code, message }) => ({ position, code, message })),
      ignored: [...ignored],
    };
    return { status: 200, body: answer, headers: timing(found) };
  },
});

/** Owner and reference of each person once, the best record's place counting. */
function peopleOf(hits: readonly Candidate[]): SearchAnswerMessage['candidates'] {
  const people = new Map<string, SearchAnswerMessage['candidates'][number]>();
  for (const { owner, reference } of hits) {
    const { person } = readReference(reference);
    const key = JSON.stringify([owner, person]);
    if (!people.has(key)) people.set(key, { owner, reference: person });
  }
  return [...people.values()];
}
