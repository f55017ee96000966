import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { encounterReference, mainEncounter } from '../api/encounter-reference.js';
import { type Call, operation } from '../api/operation.js';
import { gate } from '../api/quality-gate.js';
import { systemOf } from '../api/systems.js';
import { Refusal } from '../errors.js';
import { computedData, printsOf } from './biometric-data.js';
import { checkId, encountersOf, enterRecord, eraseRecord, existing, keyOf, moveRecord, recordsOf } from './records.js';
import {
  Encounter,
  EncounterIds,
  type Encounter as EncounterMessage,
  EncounterPath,
  OsiaQuery,
  PersonPath,
} from './schemas.js';

const common = { tag: 'OSIA', style: 'osia', isWork: true, query: OsiaQuery } as const;
const writing = { ...common, roles: ['enter'], scope: 'abis.encounter.write', figure: 'enrolments' } as const;
const reading = { ...common, roles: ['enter', 'amend', 'erase'], scope: 'abis.encounter.read' } as const;
const encounters = '/v1/persons/{personId}/encounters';
const encounter = `${encounters}/{encounterId}`;

export const createEncounterNoIds = operation({
  ...writing,
  id: 'createEncounterNoIds',
  method: 'POST',
  path: '/v1/persons',
  summary: 'Enter a person with one encounter, and give both their ids',
  body: Encounter,
  answers: { 200: { description: 'entered', schema: EncounterIds } },
  async handle(call) {
    const personId = randomUUID();
    const encounterId = call.body.encounterId ?? mainEncounter;
    await enter(call, personId, encounterId, call.body);
    return { status: 200, body: { personId, encounterId } };
  },
});

export const createEncounterNoId = operation({
  ...writing,
  id: 'createEncounterNoId',
  method: 'POST',
  path: encounters,
  summary: 'Enter an encounter of a person, and give its id',
  params: PersonPath,
  body: Encounter,
  answers: { 200: { description: 'entered', schema: EncounterIds } },
  async handle(call) {
    const personId = checkId(call.path.personId);
    const isFirst = recordsOf(call, personId, mainEncounter).length === 0;
    const encounterId = call.body.encounterId ?? (isFirst ? mainEncounter : randomUUID());
    await enter(call, personId, encounterId, call.body);
    return { status: 200, body: { personId, encounterId } };
  },
});

export const createEncounter = operation({
  ...writing,
  id: 'createEncounter',
  method: 'POST',
  path: encounter,
  summary: 'Enter an encounter of a person',
  params: EncounterPath,
  body: Encounter,
  answers: { 201: { description: 'entered' } },
  async handle(call) {
    await enter(call, checkId(call.path.personId), call.path.encounterId, call.body);
    return { status: 201 };
  },
});

export const readAllEncounters = operation({
  ...reading,
  id: 'readAllEncounters',
  method: 'GET',
  path: encounters,
  summary: "Read a person's encounters",
  params: PersonPath,
  answers: { 200: { description: 'the encounters', schema: Type.Array(Encounter) } },
  async handle(call) {
    const personId = checkId(call.path.personId);
    const ids = existing(encountersOf(call, personId));
    return { status: 200, body: ids.map((id) => read(call, personId, id)) };
  },
});

export const readEncounter = operation({
  ...reading,
  id: 'readEncounter',
  method: 'GET',
  path: encounter,
  summary: 'Read one encounter',
  params: EncounterPath,
  answers: { 200: { description: 'the encounter', schema: Encounter } },
  async handle(call) {
    return { status: 200, body: read(call, checkId(call.path.personId), checkId(call.path.encounterId)) };
  },
});

export const updateEncounter = operation({
  ...writing,
  roles: ['amend'],
  figure: 'amendments',
  id: 'updateEncounter',
  method: 'PUT',
  path: encounter,
  summary: 'Put other prints in the place of an encounter’s',
  params: EncounterPath,
  body: Encounter,
  answers: { 204: { description: 'done' }, 404: { description: 'there is no such encounter' } },
  async handle(call) {
    const { personId, encounterId } = call.path;
    const old = existing(recordsOf(call, checkId(personId), checkId(encounterId)));
    // Under another name first, so that neither a crash nor bad prints leave the person without a record.
    const aside = `${encounterId}-${randomUUID()}`;
    await enter(call, personId, aside, call.body);
    for (const { key } of old) await eraseRecord(call, key);
    const reference = encounterReference(personId, encounterId);
    for (const { key } of recordsOf(call, personId, aside)) await moveRecord(call, key, { ...key, reference });
    return { status: 204 };
  },
});

export const deleteEncounter = operation({
  ...common,
  roles: ['erase'],
  scope: 'abis.encounter.write',
  figure: 'erasures',
  id: 'deleteEncounter',
  method: 'DELETE',
  path: encounter,
  summary: 'Erase one encounter for good',
  params: EncounterPath,
  answers: { 204: { description: 'erased' }, 404: { description: 'there is no such encounter' } },
  async handle(call) {
    await erase(call, checkId(call.path.personId), [checkId(call.path.encounterId)]);
    return { status: 204 };
  },
});

export const deleteAll = operation({
  ...common,
  roles: ['erase'],
  scope: 'abis.encounter.write',
  figure: 'erasures',
  id: 'deleteAll',
  method: 'DELETE',
  path: '/v1/persons/{personId}',
  summary: 'Erase a person with all encounters for good',
  params: PersonPath,
  answers: { 204: { description: 'erased' }, 404: { description: 'there is no such person' } },
  async handle(call) {
    const personId = checkId(call.path.personId);
    await erase(call, personId, existing(encountersOf(call, personId)));
    return { status: 204 };
  },
});

/** Enters one encounter in each of its galleries. */
async function enter(call: Call, personId: string, encounterId: string, encounter: EncounterMessage): Promise<void> {
  const { client, trail } = call;
  const galleries = encounter.galleries ?? (client.systems.length === 1 ? client.systems : undefined);
  if (galleries === undefined) throw new Refusal('BAD_REQUEST', 'the client may use several galleries: name some');
  if (recordsOf(call, personId, checkId(encounterId)).length > 0) {
    throw new Refusal('FORBIDDEN', 'there is an encounter of that id');
  }
  const systems = galleries.map((gallery) => systemOf(call, gallery));
  trail.systems = galleries;
  trail.subject = keyOf(galleries[0] ?? '', client.owner, encounterReference(personId, encounterId));
  const inputs = printsOf(encounter.biometricData, trail);
  if (inputs.length === 0) throw new Refusal('BAD_REQUEST', 'an encounter needs biometricData');
  const threshold = Math.max(...systems.map(({ minQuality }) => minQuality));
  const { prints } = await gate(call, call.service.engine(), { prints: inputs, failures: [] }, threshold);
  for (const gallery of galleries) {
    const reference = encounterReference(personId, encounterId);
    await enterRecord(call, keyOf(gallery, client.owner, reference, encounter.status === 'ACTIVE'), prints);
  }
}

async function erase(call: Call, personId: string, ids: readonly string[]): Promise<void> {
  const records = existing(ids.flatMap((id) => recordsOf(call, personId, id)));
  call.trail.systems = [...new Set(records.map(({ gallery }) => gallery))];
  const [first] = records;
  if (first !== undefined) call.trail.subject = { ...first.key, reference: personId };
  for (const { key } of records) await eraseRecord(call, key);
}

function read(call: Call, personId: string, encounterId: string): EncounterMessage {
  const records = existing(recordsOf(call, personId, encounterId));
  const [first] = records;
  const galleries = [...new Set(records.map(({ gallery }) => gallery))];
  call.trail.systems = galleries;
  if (first === undefined) throw new Refusal('NOT_FOUND', 'there is no such record');
  call.trail.subject = first.key;
  const templates = call.service.engine().templates(first.key);
  return {
    encounterId,
    status: records.some(({ isActive }) => isActive) ? 'ACTIVE' : 'INACTIVE',
    encounterType: 'FINGERPRINTS',
    galleries,
    biometricData: templates.map((template) => computedData(template, 'ISO_19794_2')),
  };
}
