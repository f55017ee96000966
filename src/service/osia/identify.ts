import Type from 'typebox';
import type { Candidate as EngineCandidate, PrintInput } from '../../engine/index.js';
import { newSearchId, timing } from '../api/answered-search.js';
import { readReference } from '../api/encounter-reference.js';
import { type Answer, type Call, operation } from '../api/operation.js';
import { systemOf } from '../api/systems.js';
import { optionsOf } from '../api/time-left.js';
import { Refusal } from '../errors.js';
import { printsOf, subTypeOf } from './biometric-data.js';
import { checkId, encountersOf, existing, personIdOf, recordsOf } from './records.js';
import { Candidate, type Candidate as CandidateMessage, Filter, IdentifyRequest, SearchQuery } from './schemas.js';

/** The gallery that is all galleries. */
const everywhere = 'ALL';

const common = {
  method: 'POST',
  tag: 'OSIA',
  style: 'osia',
  roles: ['consult'],
  scope: 'abis.identify',
  isWork: true,
  figure: 'searches',
  query: SearchQuery,
  answers: { 200: { description: 'candidates, best first; empty is a no hit', schema: Type.Array(Candidate) } },
} as const;

export const identify = operation({
  ...common,
  id: 'identify',
  path: '/v1/identify/{galleryId}',
  summary: 'Search a person in a gallery',
  params: Type.Object({ galleryId: Type.String() }),
  body: IdentifyRequest,
  async handle(call) {
    checkFilter(call.body.filter);
    return await searchGallery(call, call.path.galleryId, printsOf(call.body.biometricData, call.trail));
  },
});

export const identifyFromId = operation({
  ...common,
  id: 'identifyFromId',
  path: '/v1/identify/{galleryId}/{personId}',
  summary: 'Search an entered person in a gallery',
  params: Type.Object({ galleryId: Type.String(), personId: Type.String() }),
  body: Filter,
  async handle(call) {
    const { galleryId, personId } = call.path;
    checkFilter(call.body);
    const [id = ''] = existing(encountersOf(call, checkId(personId)));
    return await searchGallery(call, galleryId, templatesOf(call, personId, id), personId);
  },
});

export const identifyFromEncounterId = operation({
  ...common,
  id: 'identifyFromEncounterId',
  path: '/v1/identify/{galleryId}/{personId}/encounters/{encounterId}',
  summary: 'Search one encounter of an entered person in a gallery',
  params: Type.Object({ galleryId: Type.String(), personId: Type.String(), encounterId: Type.String() }),
  body: Filter,
  async handle(call) {
    const { galleryId, personId, encounterId } = call.path;
    checkFilter(call.body);
    const prints = templatesOf(call, checkId(personId), checkId(encounterId));
    return await searchGallery(call, galleryId, prints, personId);
  },
});

/** Nothing is kept that people could be filtered by; to ignore a filter would answer another question. */
function checkFilter(filter: object | undefined): void {
  if (Object.keys(filter ?? {}).length > 0) throw new Refusal('BAD_REQUEST', 'there are no data to filter by');
}

function templatesOf(call: Call, personId: string, encounterId: string): readonly PrintInput[] {
  const [first] = existing(recordsOf(call, personId, encounterId));
  return first === undefined ? [] : call.service.engine().templates(first.key);
}

type SearchOptions = { readonly maxNbCand?: number; readonly threshold?: number; readonly accuracyLevel?: string };

async function searchGallery(
  call: Call<unknown, SearchOptions>,
  galleryId: string,
  prints: readonly PrintInput[],
  without?: string,
): Promise<Answer> {
  const { client, service, query, trail } = call;
  const names = galleryId === everywhere ? client.systems : [galleryId];
  const systems = names.map((name) => systemOf(call, name));
  if (systems.length === 0) throw new Refusal('FORBIDDEN', 'this client may use no gallery');
  trail.systems = names;
  service.quotas.takeSearch(client);
  const most = Math.min(query.maxNbCand ?? client.maxCandidates, client.maxCandidates);
  const request = {
    prints,
    systems: names,
    fpir: Math.min(...systems.map(({ fpir }) => fpir)),
    // The person that is searched finds itself, and is left out.
    maxCandidates: without === undefined ? most : most + 1,
    exhaustive: query.accuracyLevel === 'exhaustive',
  };
  const found = await service.engine().identify(request, optionsOf(call));
  const threshold = query.threshold ?? found.threshold;
  const candidates = peopleOf(
    call,
    found.candidates.filter(({ score }) => score >= threshold),
  )
    .filter(({ personId }) => personId !== without)
    .slice(0, most)
    .map((candidate, index) => ({ ...candidate, rank: index + 1 }));
  trail.decision = candidates.length > 0 ? 'hit' : 'no-hit';
  trail.candidates = found.candidates
    .filter(({ score }) => score >= threshold)
    .map(({ system, owner, reference }) => ({ system, owner, reference }));
  service.metrics.bestScore(found.candidates[0]?.score ?? 0);
  // OSIA's answer has no place for it.
  const headers = { 'x-search-id': newSearchId(call, candidates.length), ...timing(found) };
  return { status: 200, body: candidates, headers };
}

/** Candidates of the engine are encounters; OSIA's are persons, with the scores of their encounters. */
function peopleOf(call: Call, found: readonly EngineCandidate[]): CandidateMessage[] {
  const people = new Map<string, CandidateMessage>();
  for (const candidate of found) {
    const { person } = readReference(candidate.reference);
    const personId = personIdOf(call, candidate.owner, person);
    const known = people.get(personId);
    const scores = scoresOf(candidate);
    if (known === undefined) people.set(personId, { personId, rank: 1, score: candidate.score, scores });
    else known.scores.push(...scores);
  }
  return [...people.values()];
}

function scoresOf({ reference, system, fingers }: EngineCandidate): CandidateMessage['scores'] {
  const { encounter } = readReference(reference);
  return fingers.map(({ position, score }) => ({
    score,
    encounterId: encounter,
    galleries: [system],
    biometricType: 'FINGER',
    biometricSubType: subTypeOf(position),
  }));
}
