import Type, { type Static } from 'typebox';
import { Refusal } from '../errors.js';
import type { Outcome } from '../outcomes/outcomes.js';
import { operation } from './operation.js';
import { SearchId } from './schemas.js';

const closed = { additionalProperties: false } as const;

/** As many as an answer may have. */
const maxCandidates = 1000;

export const OutcomeReport = Type.Object(
  {
    candidates: Type.Optional(
      Type.Array(
        Type.Object(
          {
            candidate: Type.Integer({ minimum: 1, maximum: maxCandidates, description: 'its place in the answer' }),
            outcome: Type.Enum(['confirmed', 'refuted'], { description: 'what an expert said of it' }),
          },
          closed,
        ),
        { minItems: 1, maxItems: maxCandidates },
      ),
    ),
    missed: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: maxCandidates,
        description: 'records of the person that the search should have found; 0 takes an earlier report back',
      }),
    ),
  },
  {
    ...closed,
    minProperties: 1,
    description: 'a later report of the same candidate takes the place of an earlier one',
  },
);

export type OutcomeReport = Static<typeof OutcomeReport>;

/** The rates of errors in operation can only be known from those who look at the hits. */
export const reportOutcome = operation({
  id: 'reportOutcome',
  method: 'POST',
  path: '/v1/searches/{searchId}/outcome',
  tag: 'Search',
  summary: "Report which hits of one's own search were right, and what it missed; statistics count it by month",
  roles: ['consult'],
  scope: 'abis.identify',
  isWork: false,
  params: Type.Object({ searchId: SearchId }),
  body: OutcomeReport,
  answers: { 204: { description: 'counted' }, 404: { description: 'the client made no such search' } },
  async handle({ service, client, path: { searchId }, body, trail }) {
    const search = service.searchIds.read(client.name, searchId);
    if (search === undefined) throw new Refusal('NOT_FOUND', 'this client made no such search');
    // A system may have been taken from the client since.
    if (!search.systems.every((name) => client.systems.includes(name))) {
      throw new Refusal('FORBIDDEN', 'this client may not use that system');
    }
    const { candidates = [], missed } = body;
    trail.systems = search.systems;
    trail.searchId = search.nonce;
    trail.outcomes = candidates.map(({ candidate, outcome }) => ({ candidate, outcome: outcome as Outcome }));
    if (missed !== undefined) trail.missed = missed;
    const beyond = candidates.find(({ candidate }) => candidate > search.hits);
    if (beyond !== undefined) {
      throw new Refusal('BAD_REQUEST', `the search had ${search.hits} candidates, and not one at ${beyond.candidate}`);
    }
    await service.outcomes.report(client.name, search, {
      candidates: Object.fromEntries(trail.outcomes.map(({ candidate, outcome }) => [candidate, outcome])),
      ...(missed === undefined ? {} : { missed }),
    });
    return { status: 204 };
  },
});
