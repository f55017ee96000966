import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { operations } from '../../../src/service/api/operations.js';
import { type Role, roleNames } from '../../../src/service/config/config-schema.js';
import { SearchIds } from '../../../src/service/outcomes/search-ids.js';
import { captureOf } from '../engine/people.js';
import { personOf } from './prints.js';
import { clientOf, type Reply, type RequestOptions, type Running, startService, tokenOf } from './running.js';

const own = 'BE';
const foreign = 'FR';
const permitted = 'ECRIS-TCN';
const closed = 'SIS';

interface Target {
  readonly system: string;
  readonly owner: string;
  /** Of a record that is there, in every system and of every owner. */
  readonly reference: string;
}

interface Row {
  /** Who may, said here once more: the matrix must not believe the code. */
  readonly roles: readonly Role[];
  readonly ok: number;
  /** What another owner's record is answered with; absent where owners make no difference. */
  readonly foreignOwner?: number;
  /** False where no system is named. */
  readonly hasSystem?: false;
  send(target: Target): readonly [method: string, path: string, options?: RequestOptions];
}

const query = 'transactionId=t1';
const encounter = (status = 'ACTIVE') => ({
  status,
  encounterType: 'arrest',
  biometricData: personOf(3).prints.map(({ template }, index) => ({
    biometricType: 'FINGER',
    biometricSubType: ['RIGHT_THUMB', 'RIGHT_INDEX'][index],
    template,
  })),
});
const inGallery = (system: string) => ({ ...encounter(), galleries: [system] });
const { biometricData } = encounter();
const writers: readonly Role[] = ['enter', 'amend', 'erase'];
const subject = ({ system, owner, reference }: Target) => `/v1/subjects/${system}/${owner}/${reference}`;
/** An id of OSIA names another owner's person by its owner. */
const person = ({ owner, reference }: Target) => (owner === own ? reference : `${owner}:${reference}`);
let fresh = 0;
const newReference = () => `new-${++fresh}`;

const rows: Readonly<Record<string, Row>> = {
  search: {
    roles: ['consult'],
    ok: 200,
    send: ({ system }) => ['POST', `/v1/search?system=${system}`, { body: personOf(1) }],
  },
  reportOutcome: {
    roles: ['consult'],
    ok: 204,
    // Of a search that the client made when it was allowed to.
    send: ({ system }) => ['POST', `/v1/searches/${searchIds.get(system)}/outcome`, { body: { missed: 1 } }],
  },
  enrolSubject: {
    roles: ['enter'],
    ok: 201,
    foreignOwner: 403,
    send: (target) => ['PUT', subject({ ...target, reference: newReference() }), { body: personOf(2) }],
  },
  amendSubject: {
    roles: ['amend'],
    ok: 200,
    foreignOwner: 403,
    send: (target) => ['PATCH', subject(target), { body: personOf(2) }],
  },
  eraseSubject: { roles: ['erase'], ok: 200, foreignOwner: 403, send: (target) => ['DELETE', subject(target)] },
  verifySubject: {
    roles: ['verify'],
    ok: 200,
    send: (target) => ['POST', `${subject(target)}/verify`, { body: personOf(1) }],
  },
  explainSubject: {
    roles: ['verify'],
    ok: 200,
    foreignOwner: 403,
    send: (target) => ['POST', `${subject(target)}/explain`, { body: personOf(1) }],
  },
  comparePrints: {
    roles: ['verify'],
    ok: 200,
    send: ({ system }) => ['POST', '/v1/compare', { body: { probe: personOf(1), candidate: personOf(1, 1), system } }],
  },
  measurePrints: {
    roles: ['enter', 'amend', 'consult', 'verify'],
    ok: 200,
    send: ({ system }) => ['POST', '/v1/quality', { body: { ...personOf(1), system } }],
  },
  enrolBatch: {
    roles: ['enter'],
    ok: 201,
    foreignOwner: 403,
    send: ({ system, owner }) => [
      'POST',
      '/v1/subjects',
      {
        headers: { 'content-type': 'application/x-ndjson' },
        body: JSON.stringify({ system, owner, reference: newReference(), person: personOf(2) }),
      },
    ],
  },
  exportReferences: { roles: writers, ok: 200, send: ({ system }) => ['GET', `/v1/subjects?system=${system}`] },
  readStatistics: {
    roles: ['statistics', 'supervise'],
    ok: 200,
    hasSystem: false,
    send: () => ['GET', '/v1/statistics/2026-11'],
  },
  readAudit: {
    roles: ['supervise'],
    ok: 200,
    hasSystem: false,
    send: () => ['GET', '/v1/audit?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z'],
  },
  readStatus: { roles: ['statistics', 'supervise'], ok: 200, hasSystem: false, send: () => ['GET', '/v1/status'] },
  readMetrics: { roles: ['statistics', 'supervise'], ok: 200, hasSystem: false, send: () => ['GET', '/metrics'] },
  createEncounterNoIds: {
    roles: ['enter'],
    ok: 200,
    send: ({ system }) => ['POST', `/v1/persons?${query}`, { body: inGallery(system) }],
  },
  createEncounterNoId: {
    roles: ['enter'],
    ok: 200,
    foreignOwner: 400,
    send: (target) => ['POST', `/v1/persons/${person(target)}/encounters?${query}`, { body: inGallery(target.system) }],
  },
  createEncounter: {
    roles: ['enter'],
    ok: 201,
    foreignOwner: 400,
    send: (target) => [
      'POST',
      `/v1/persons/${person(target)}/encounters/${newReference()}?${query}`,
      { body: inGallery(target.system) },
    ],
  },
  identify: {
    roles: ['consult'],
    ok: 200,
    send: ({ system }) => ['POST', `/v1/identify/${system}?${query}`, { body: { biometricData } }],
  },
  verifyFromId: {
    roles: ['verify'],
    ok: 200,
    send: (target) => ['POST', `/v1/verify/${target.system}/${person(target)}?${query}`, { body: { biometricData } }],
  },
  identifyFromId: {
    roles: ['consult'],
    ok: 200,
    foreignOwner: 400,
    send: (target) => ['POST', `/v1/identify/${target.system}/${person(target)}?${query}`, { body: {} }],
  },
  identifyFromEncounterId: {
    roles: ['consult'],
    ok: 200,
    foreignOwner: 400,
    send: (target) => ['POST', `/v1/identify/${target.system}/${person(target)}/encounters/1?${query}`, { body: {} }],
  },
  verifyFromBio: {
    roles: ['verify'],
    ok: 200,
    hasSystem: false,
    send: () => [
      'POST',
      `/v1/verify?${query}`,
      { body: { biometricData1: biometricData, biometricData2: biometricData } },
    ],
  },
  readGalleryContent: { roles: writers, ok: 200, send: ({ system }) => ['GET', `/v1/galleries/${system}?${query}`] },
  readAllEncounters: personal(writers, 200, (id) => ['GET', `/v1/persons/${id}/encounters?${query}`]),
  readEncounter: personal(writers, 200, (id) => ['GET', `/v1/persons/${id}/encounters/1?${query}`]),
  readTemplate: personal(writers, 200, (id) => ['GET', `/v1/persons/${id}/encounters/1/templates?${query}`]),
  updateEncounter: personal(['amend'], 204, (id) => [
    'PUT',
    `/v1/persons/${id}/encounters/1?${query}`,
    { body: inGallery(permitted) },
  ]),
  updateEncounterStatus: personal(['amend'], 204, (id) => [
    'PUT',
    `/v1/persons/${id}/encounters/1/status?${query}&status=ACTIVE`,
  ]),
  updateEncounterGalleries: personal(['amend'], 204, (id) => [
    'PUT',
    `/v1/persons/${id}/encounters/1/galleries?${query}`,
    { body: [permitted] },
  ]),
  moveEncounter: personal(['amend'], 204, (id) => [
    'POST',
    `/v1/persons/${newReference()}/move/${id}/encounters/1?${query}`,
  ]),
  mergeEncounter: personal(['amend'], 204, (id) => ['POST', `/v1/persons/second/merge/${id}?${query}`], 403),
  deleteEncounter: personal(['erase'], 204, (id) => ['DELETE', `/v1/persons/${id}/encounters/1?${query}`]),
  deleteAll: personal(['erase'], 204, (id) => ['DELETE', `/v1/persons/${id}?${query}`]),
};

/** Operations on a person of the own owner: the system is that of the person's records, and no other is looked into. */
function personal(
  roles: readonly Role[],
  ok: number,
  send: (id: string) => ReturnType<Row['send']>,
  whereItIs = ok,
): Row {
  return { roles, ok: whereItIs, foreignOwner: 400, hasSystem: false, send: (target) => send(person(target)) };
}

let running: Running;
const tokens = new Map<Role, string>();
const searchIds = new Map<string, string>();

beforeAll(async () => {
  const dataPath = await mkdtemp(join(tmpdir(), 'ridgeline-test-'));
  running = await startService(
    roleNames.map((role) => clientOf({ name: role, roles: [role], systems: [permitted] })),
    { dataPath },
  );
  const ids = await SearchIds.open(join(dataPath, 'search-ids.key'));
  for (const system of [permitted, closed]) {
    searchIds.set(system, ids.make('consult', { systems: [system], hits: 1 }).id);
  }
  for (const role of roleNames) tokens.set(role, await tokenOf(role));
});

/** Every record that a row may need is there before each request. */
async function enterRecords(reference: string): Promise<void> {
  const engine = await running.service.ready();
  for (const system of [permitted, closed]) {
    for (const owner of [own, foreign]) {
      for (const name of [reference, 'second']) {
        const key = { system, owner, reference: name };
        if (!engine.has(key)) await engine.enrol(key, captureOf(1));
      }
    }
  }
}

function expected(row: Row, role: Role, { system, owner }: Target): number {
  if (!row.roles.includes(role)) return 403;
  if (row.hasSystem !== false && system === closed) return owner === foreign && row.foreignOwner === 400 ? 400 : 403;
  return owner === foreign ? (row.foreignOwner ?? row.ok) : row.ok;
}

/** The status of the one line, where the answer is one. */
function statusOf({ status, bytes, headers }: Reply): number {
  if (status !== 200 || headers['content-type'] !== 'application/x-ndjson' || bytes.length === 0) return status;
  const { status: ofLine } = JSON.parse(bytes.toString().split('\n')[0] ?? '{}') as { readonly status?: number };
  return ofLine ?? status;
}

test.each(Object.keys(rows))('%s: every role, owner and system', async (id) => {
  const row = rows[id];
  if (row === undefined) throw new Error(`there is no row ${id}`);
  const reference = `r-${id}`;
  for (const role of roleNames) {
    for (const owner of [own, foreign]) {
      for (const system of [permitted, closed]) {
        await enterRecords(reference);
        const target = { system, owner, reference };
        const [method, path, options] = row.send(target);
        const reply = await running.request(method, path, { token: tokens.get(role) ?? '', ...options });
        const seen = { role, owner, system, status: statusOf(reply) };
        expect({ ...seen, body: reply.bytes.toString() }).toMatchObject({
          ...seen,
          status: expected(row, role, target),
        });
      }
    }
  }
});

test('the matrix has a row for every operation that needs a role', () => {
  const guarded = operations.filter(({ roles }) => roles !== undefined).map(({ id }) => id);
  expect(Object.keys(rows).toSorted()).toEqual(guarded.toSorted());
});

test('an answer never says whether there is a record that the client may not see', async () => {
  await enterRecords('seen');
  const answers = async (
    role: Role,
    method: string,
    path: (reference: string) => string,
    options: RequestOptions = {},
  ) => {
    const ask = (reference: string) =>
      running.request(method, path(reference), { token: tokens.get(role) ?? '', ...options });
    const [there, not] = await Promise.all([ask('seen'), ask('nobody')]);
    expect([there.status, there.bytes.toString()]).toEqual([not.status, not.bytes.toString()]);
  };
  for (const [system, owner] of [
    [permitted, foreign],
    [closed, own],
    [closed, foreign],
    ['unheard-of', own],
  ] as const) {
    const path = (reference: string) => `/v1/subjects/${system}/${owner}/${reference}`;
    await answers('erase', 'DELETE', path);
    await answers('amend', 'PATCH', path, { body: personOf(1) });
    await answers('enter', 'PUT', path, { body: personOf(1) });
    await answers('verify', 'POST', (reference) => `${path(reference)}/explain`, { body: personOf(1) });
    if (system !== permitted)
      await answers('verify', 'POST', (reference) => `${path(reference)}/verify`, { body: personOf(1) });
  }
  const { json } = await running.request('POST', '/v1/search', {
    token: tokens.get('consult') ?? '',
    body: personOf(1),
  });
  expect((json as { searched: number }).searched).toBeGreaterThan(0);
  expect(JSON.stringify(json)).not.toContain(closed);
});
