import Type from 'typebox';
import { encounterReference } from '../api/encounter-reference.js';
import { operation } from '../api/operation.js';
import { systemOf } from '../api/systems.js';
import { Refusal } from '../errors.js';
import { computedData, subTypeOf, type TemplateFormat } from './biometric-data.js';
import { checkId, encountersOf, enterRecord, eraseRecord, existing, keyOf, moveRecord, recordsOf } from './records.js';
import { BiometricData, EncounterPath, OsiaQuery, StatusQuery, TemplatesQuery } from './schemas.js';

const common = { tag: 'OSIA', style: 'osia', isWork: true, query: OsiaQuery } as const;
const changing = { ...common, roles: ['amend'], scope: 'abis.encounter.write', figure: 'amendments' } as const;
const encounter = '/v1/persons/{personId}/encounters/{encounterId}';
const noContent = { 204: { description: 'done' }, 404: { description: 'there is no such record' } } as const;

export const updateEncounterStatus = operation({
  ...changing,
  id: 'updateEncounterStatus',
  method: 'PUT',
  path: `${encounter}/status`,
  summary: 'Let searches find an encounter, or not',
  params: EncounterPath,
  query: StatusQuery,
  answers: noContent,
  async handle(call) {
    const { personId, encounterId } = call.path;
    const isActive = call.query.status === 'ACTIVE';
    const records = existing(recordsOf(call, checkId(personId), checkId(encounterId)));
    call.trail.systems = records.map(({ gallery }) => gallery);
    for (const record of records) {
      const { owner, reference } = record.key;
      if (record.isActive !== isActive)
        await moveRecord(call, record.key, keyOf(record.gallery, owner, reference, isActive));
    }
    return { status: 204 };
  },
});

export const updateEncounterGalleries = operation({
  ...changing,
  id: 'updateEncounterGalleries',
  method: 'PUT',
  path: `${encounter}/galleries`,
  summary: 'Say in which galleries an encounter is',
  params: EncounterPath,
  body: Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { minItems: 1, uniqueItems: true }),
  answers: noContent,
  async handle(call) {
    const { personId, encounterId } = call.path;
    for (const gallery of call.body) systemOf(call, gallery);
    call.trail.systems = call.body;
    const records = existing(recordsOf(call, checkId(personId), checkId(encounterId)));
    const [first] = records;
    if (first === undefined) return { status: 404 };
    const templates = call.service.engine().templates(first.key);
    const { owner, reference } = first.key;
    for (const gallery of call.body) {
      if (records.some((record) => record.gallery === gallery)) continue;
      await enterRecord(call, keyOf(gallery, owner, reference, first.isActive), templates);
    }
    for (const { gallery, key } of records) if (!call.body.includes(gallery)) await eraseRecord(call, key);
    return { status: 204 };
  },
});

export const readTemplate = operation({
  ...common,
  roles: ['enter', 'amend', 'erase'],
  scope: 'abis.encounter.read',
  id: 'readTemplate',
  method: 'GET',
  path: `${encounter}/templates`,
  summary: 'Read the templates of an encounter',
  params: EncounterPath,
  query: TemplatesQuery,
  answers: { 200: { description: 'the templates', schema: Type.Array(BiometricData) } },
  async handle(call) {
    const { biometricType, biometricSubType, templateFormat } = call.query;
    const [first] = existing(recordsOf(call, checkId(call.path.personId), checkId(call.path.encounterId)));
    if (first === undefined) return { status: 404 };
    call.trail.systems = [first.gallery];
    call.trail.subject = first.key;
    const isWanted = biometricType === undefined || biometricType === 'FINGER';
    const templates = isWanted ? call.service.engine().templates(first.key) : [];
    const format = (templateFormat ?? 'ISO_19794_2') as TemplateFormat;
    const wanted = templates.filter(
      ({ position }) => biometricSubType === undefined || subTypeOf(position) === biometricSubType,
    );
    return { status: 200, body: wanted.map((template) => computedData(template, format)) };
  },
});

const MergePath = Type.Object({ personIdTarget: Type.String(), personIdSource: Type.String() });

export const mergeEncounter = operation({
  ...changing,
  id: 'mergeEncounter',
  method: 'POST',
  path: '/v1/persons/{personIdTarget}/merge/{personIdSource}',
  summary: "Give one person all of another's encounters",
  params: MergePath,
  answers: noContent,
  async handle(call) {
    const target = checkId(call.path.personIdTarget);
    const source = checkId(call.path.personIdSource);
    const ids = existing(encountersOf(call, source));
    existing(encountersOf(call, target));
    for (const id of ids) checkFree(recordsOf(call, target, id).length);
    for (const id of ids) {
      for (const { key } of recordsOf(call, source, id)) {
        await moveRecord(call, key, { ...key, reference: encounterReference(target, id) });
      }
    }
    return { status: 204 };
  },
});

export const moveEncounter = operation({
  ...changing,
  id: 'moveEncounter',
  method: 'POST',
  path: '/v1/persons/{personIdTarget}/move/{personIdSource}/encounters/{encounterId}',
  summary: "Give one person one of another's encounters",
  params: Type.Object({ ...MergePath.properties, encounterId: Type.String() }),
  answers: noContent,
  async handle(call) {
    const target = checkId(call.path.personIdTarget);
    const id = checkId(call.path.encounterId);
    const records = existing(recordsOf(call, checkId(call.path.personIdSource), id));
    checkFree(recordsOf(call, target, id).length);
    for (const { key } of records) await moveRecord(call, key, { ...key, reference: encounterReference(target, id) });
    return { status: 204 };
  },
});

function checkFree(records: number): void {
  if (records > 0) throw new Refusal('FORBIDDEN', 'the person has an encounter of that id');
}
