import Type from 'typebox';
import { figureNames } from '../operation/figures.js';
import { operation } from './operation.js';

const closed = { additionalProperties: false } as const;
const Count = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'null where it is below five' });
const Rate = (description: string) =>
  Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()], {
    description: `${description}; null where it is not known, or would show a count below five`,
  });

export const StatisticsAnswer = Type.Object(
  {
    month: Type.String(),
    rows: Type.Array(
      Type.Object(
        {
          client: Type.String(),
          system: Type.String({ description: 'empty where no system was reached' }),
          figures: Type.Object(Object.fromEntries(figureNames.map((name) => [name, Count])), closed),
          rates: Type.Object(
            {
              fte: Rate('failure to enrol: entries tried that no print was good enough for'),
              fpir: Rate('false positive identification rate, from hits that were reported back'),
              fnir: Rate('false negative identification rate, from hits and misses reported back; a lower bound'),
            },
            closed,
          ),
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
    return { status: 200, body: { month, rows: service.statistics.rowsOf(month, service.outcomes.ofMonth(month)) } };
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
