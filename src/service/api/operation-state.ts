import Type from 'typebox';
import { operation } from './operation.js';

const closed = { additionalProperties: false } as const;
const common = { tag: 'Operation', method: 'GET', isWork: false, isAudited: false } as const;

export const readReady = operation({
  ...common,
  id: 'readReady',
  path: '/ready',
  summary: 'Whether the gallery is full and searches are answered',
  answers: {
    200: { description: 'it is', schema: Type.Object({ status: Type.Literal('ready') }, closed) },
    503: { description: 'not yet, or not any more' },
  },
  async handle({ service }) {
    service.engine();
    return { status: 200, body: { status: 'ready' } };
  },
});

export const readMetrics = operation({
  ...common,
  id: 'readMetrics',
  path: '/metrics',
  summary: 'Figures for Prometheus',
  roles: ['statistics', 'supervise'],
  scope: 'ridgeline.statistics',
  answers: { 200: { description: 'text', type: 'text/plain', schema: Type.String() } },
  async handle({ service: { metrics } }) {
    return { status: 200, body: await metrics.text(), type: metrics.contentType };
  },
});

const Count = Type.Integer({ minimum: 0 });

export const StatusAnswer = Type.Object(
  {
    version: Type.String(),
    isa: Type.String(),
    threads: Count,
    shards: Count,
    subjects: Count,
    prints: Count,
    galleryBytes: Count,
    encrypted: Type.Boolean(),
    startedAt: Type.String({ format: 'date-time' }),
    rotatingKey: Type.Boolean(),
    waiting: Count,
    atWork: Count,
  },
  closed,
);

export const readStatus = operation({
  ...common,
  id: 'readStatus',
  path: '/v1/status',
  summary: 'What runs here and how much it holds',
  roles: ['statistics', 'supervise'],
  scope: 'ridgeline.supervise',
  answers: { 200: { description: 'the state of now', schema: StatusAnswer } },
  async handle({ service }) {
    const { storePath: _, ...info } = service.engine().info();
    const { waiting, atWork } = service.admission;
    const startedAt = new Date(service.startedMs).toISOString();
    return { status: 200, body: { ...info, startedAt, waiting, atWork } };
  },
});

export const WhoAmI = Type.Object(
  {
    client: Type.String(),
    owner: Type.String(),
    roles: Type.Array(Type.String()),
    systems: Type.Array(Type.String()),
    maxCandidates: Count,
    purposes: Type.Optional(
      Type.Array(Type.String(), { description: 'the purposes that requests may state; absent where any will do' }),
    ),
  },
  closed,
);

export const readClient = operation({
  ...common,
  id: 'readClient',
  path: '/v1/client',
  summary: 'What the caller itself may do',
  answers: { 200: { description: 'its configuration', schema: WhoAmI } },
  async handle({ service, client: { name, owner, roles, systems, maxCandidates } }) {
    const { purposes } = service.config;
    const stated = purposes === undefined ? {} : { purposes: [...purposes] };
    return { status: 200, body: { client: name, owner, roles, systems, maxCandidates, ...stated } };
  },
});
