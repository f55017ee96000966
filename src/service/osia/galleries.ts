import Type from 'typebox';
import { readReference } from '../api/encounter-reference.js';
import { type Call, operation } from '../api/operation.js';
import { systemOf } from '../api/systems.js';
import { EncounterIds, GalleryQuery, OsiaQuery, TaskState } from './schemas.js';

const common = { tag: 'OSIA', style: 'osia', isWork: false } as const;

export const readGalleries = operation({
  ...common,
  id: 'readGalleries',
  method: 'GET',
  path: '/v1/galleries',
  summary: 'List the galleries that the client may use',
  scope: 'abis.gallery.read',
  query: OsiaQuery,
  answers: { 200: { description: 'their ids', schema: Type.Array(Type.String()) } },
  async handle({ client }) {
    return { status: 200, body: client.systems };
  },
});

export const readGalleryContent = operation({
  ...common,
  id: 'readGalleryContent',
  method: 'GET',
  path: '/v1/galleries/{galleryId}',
  summary:
    "List the persons and encounters of the client's own owner in a gallery, as JSON, or as CSV where that is accepted",
  roles: ['enter', 'amend', 'erase'],
  scope: 'abis.gallery.read',
  params: Type.Object({ galleryId: Type.String() }),
  query: GalleryQuery,
  answers: { 200: { description: 'their ids', schema: Type.Array(EncounterIds) } },
  async handle(call) {
    systemOf(call, call.path.galleryId);
    const { offset = 0, limit = 1000 } = call.query;
    const rows = await contentOf(call, call.path.galleryId, offset, limit);
    if (!call.accepts.includes('text/csv')) return { status: 200, body: rows };
    const lines = rows.map(({ personId, encounterId }) => `${quoted(personId)},${quoted(encounterId)}`);
    return {
      status: 200,
      type: 'text/csv; charset=utf-8',
      body: `${['personId,encounterId', ...lines].join('\r\n')}\r\n`,
    };
  },
});

async function contentOf(call: Call, gallery: string, offset: number, limit: number) {
  const rows = [];
  let place = 0;
  for await (const { system, owner, reference } of call.service.engine().subjects()) {
    if (system !== gallery || owner !== call.client.owner) continue;
    const { person, encounter } = readReference(reference);
    if (place >= offset) rows.push({ personId: person, encounterId: encounter });
    place += 1;
    if (rows.length === limit) break;
  }
  return rows;
}

/** RFC 4180; a leading sign would be taken for a formula by spreadsheets. */
function quoted(value: string): string {
  const text = /^[=+@-]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const TaskPath = Type.Object({ taskId: Type.String({ format: 'uuid' }) });

export const readTaskStatus = operation({
  ...common,
  id: 'readTaskStatus',
  method: 'GET',
  path: '/v1/tasks/{taskId}/status',
  summary: 'How far a task is that is answered by a callback',
  scope: 'abis.task.read',
  params: TaskPath,
  answers: {
    200: { description: 'its state', schema: TaskState },
    404: { description: 'the client has no such task' },
  },
  async handle({ service, client, path: { taskId } }) {
    return { status: 200, body: { taskId, status: service.tasks.statusOf(client.name, taskId) } };
  },
});

export const redeliverTask = operation({
  ...common,
  id: 'redeliverTask',
  method: 'POST',
  path: '/v1/tasks/{taskId}/redeliver',
  summary: "Send a task's result once more",
  scope: 'abis.task.update',
  params: TaskPath,
  answers: { 204: { description: 'it is sent' }, 404: { description: 'the client has no such task' } },
  async handle({ service, client, path: { taskId } }) {
    service.tasks.redeliver(client.name, taskId);
    return { status: 204 };
  },
});
