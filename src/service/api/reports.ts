import Type from 'typebox';
import { figureNames } from '../operation/statistics.js';
import { operation } from './operation.js';
import { System } from './schemas.js';
import { systemOrOnly } from './systems.js';

const closed = { additionalProperties: false } as const;
const Count = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'null where it is below five' });

export const StatisticsAnswer = Type.Object(
  {
    month: Type.String(),
    rows: Type.Array(
      Type.Object(
        {
          client: Type.String(),
          system: Type.String({ description: 'empty where no system was reached' }),
          figures: Type.Object(Object.fromEntries(figureNames.map((name) => [name, Count])), closed),
        },
        closed,
      ),
    ),
  },
  closed,
);

export const readStatistics = operation({
  id: 'readStatistics',
  method: 'GET',
  path: '/v1/statistics/{month}',
  tag: 'Operation',
  summary: 'Counts of a month by client and system; nobody is in them',
  roles: ['statistics', 'supervise'],
  scope: 'ridgeline.statistics',
  isWork: false,
  params: Type.Object({ month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }) }),
  answers: { 200: { description: 'the counts', schema: StatisticsAnswer } },
  async handle({ service, path: { month } }) {
    return { status: 200, body: { month, rows: service.statistics.rowsOf(month) } };
  },
});

const figures = { confirmed: 'hitsConfirmed', refuted: 'hitsRefuted', missed: 'hitsMissed' } as const;

export const OutcomeReport = Type.Object(
  {
    system: Type.Optional(System),
    outcome: Type.Enum(['confirmed', 'refuted', 'missed'], {
      description: 'what an expert said of a hit, or that a no hit was found to be wrong',
    }),
  },
  closed,
);

/** The rates of errors in operation can only be known from those who look at the hits. */
export const reportOutcome = operation({
  id: 'reportOutcome',
  method: 'POST',
  path: '/v1/searches/{searchId}/outcome',
  tag: 'Search',
  summary: 'Report whether a hit was right',
  roles: ['consult'],
  scope: 'abis.identify',
  isWork: false,
  params: Type.Object({ searchId: Type.String({ format: 'uuid' }) }),
  body: OutcomeReport,
  answers: { 204: { description: 'counted' } },
  async handle(call) {
    const { name } = systemOrOnly(call, call.body.system);
    const outcome = call.body.outcome as keyof typeof figures;
    call.service.statistics.add(call.client.name, name, figures[outcome]);
    return { status: 204 };
  },
});

export const readAudit = operation({
  id: 'readAudit',
  method: 'GET',
  path: '/v1/audit',
  tag: 'Operation',
  summary: 'Entries of the audit log from one time up to another, a line of JSON each',
  roles: ['supervise'],
  scope: 'ridgeline.supervise',
  isWork: false,
  query: Type.Object({
    from: Type.String({ format: 'date-time' }),
    to: Type.String({ format: 'date-time' }),
  }),
  answers: { 200: { description: 'lines of entries', type: 'application/x-ndjson', schema: Type.Object({}) } },
  async handle({ service, query }) {
    return { status: 200, lines: asLines(service.audit.export(new Date(query.from), new Date(query.to))) };
  },
});

async function* asLines(texts: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  for await (const text of texts) yield text.endsWith('\n') ? text : `${text}\n`;
}
