import type { Static } from 'typebox';
import type { SubjectKey } from '../../engine/index.js';
import { checkOwner } from '../access/permissions.js';
import { Refusal } from '../errors.js';
import { enrolPerson, retentionOf } from './enrol-person.js';
import { type Call, operation } from './operation.js';
import { personPrints } from './person-prints.js';
import { gate } from './quality-gate.js';
import {
  AmendAnswer,
  type AmendAnswer as AmendMessage,
  EnrolAnswer,
  EnteredPerson,
  EraseAnswer,
  type EraseAnswer as EraseMessage,
  Person,
  SubjectPath,
  VerifyAnswer,
  type VerifyAnswer as VerifyMessage,
} from './schemas.js';
import { systemOf } from './systems.js';
import { optionsOf } from './time-left.js';

const path = '/v1/subjects/{system}/{owner}/{reference}';
const common = { path, tag: 'Subjects', isWork: true, params: SubjectPath } as const;
const notFound = { description: 'the client may see no such record' };

export const enrolSubject = operation({
  ...common,
  id: 'enrolSubject',
  method: 'PUT',
  summary: 'Enter a record; when this is answered every search finds it',
  roles: ['enter'],
  scope: 'abis.encounter.write',
  figure: 'enrolments',
  body: EnteredPerson,
  alsoTakes: 'transaction',
  answers: {
    201: { description: 'entered', schema: EnrolAnswer },
    409: { description: 'a record of that reference is entered already' },
    422: { description: 'no print is good enough, or the file breaks rules of its standard' },
  },
  async handle(call) {
    return { status: 201, body: await enrolPerson(call, ownKey(call), call.body) };
  },
});

export const amendSubject = operation({
  ...common,
  id: 'amendSubject',
  method: 'PATCH',
  summary:
    'Give a record further prints; a better print takes the place of the stored one of its finger and impression',
  roles: ['amend'],
  scope: 'abis.encounter.write',
  figure: 'amendments',
  body: EnteredPerson,
  alsoTakes: 'transaction',
  answers: { 200: { description: 'what became of each print', schema: AmendAnswer }, 404: notFound },
  async handle(call) {
    const key = ownKey(call);
    const system = systemOf(call, key.system);
    const engine = call.service.engine();
    if (!engine.has(key)) throw unknownRecord();
    const { prints, ignored } = personPrints(call.body, call.trail);
    const gated = await gate(call, engine, prints, system.minQuality);
    const { subject, prints: amended } = await engine.amend(key, gated.prints, {
      ...optionsOf(call),
      ...retentionOf(call.body),
    });
    const changes = amended.map(({ name: _, ...change }) => change);
    call.trail.prints = [...(call.trail.prints ?? []).filter(({ change }) => change === 'refused'), ...changes];
    const { refused, failures } = gated;
    const answer: AmendMessage = {
      subject,
      changes,
      refused: [...refused],
      failures: [...failures],
      ignored: [...ignored],
    };
    return { status: 200, body: answer };
  },
});

export const eraseSubject = operation({
  ...common,
  id: 'eraseSubject',
  method: 'DELETE',
  summary: 'Erase a record for good',
  roles: ['erase'],
  scope: 'abis.encounter.write',
  figure: 'erasures',
  answers: { 200: { description: 'it is gone from memory and disk', schema: EraseAnswer }, 404: notFound },
  async handle(call) {
    const subject = ownKey(call);
    await call.service.engine().erase(subject, optionsOf(call));
    const answer: EraseMessage = { subject, erasedAt: new Date().toISOString() };
    return { status: 200, body: answer };
  },
});

export const verifySubject = operation({
  ...common,
  path: `${path}/verify`,
  id: 'verifySubject',
  method: 'POST',
  summary: 'Compare a person with one record, of any owner',
  roles: ['verify'],
  scope: 'abis.verify',
  figure: 'verifications',
  body: Person,
  alsoTakes: 'transaction',
  answers: { 200: { description: 'hit or no hit', schema: VerifyAnswer }, 404: notFound },
  async handle(call) {
    const { service, path: subject, body, trail } = call;
    const { fmr } = systemOf(call, subject.system);
    trail.subject = subject;
    const { prints } = personPrints(body, trail);
    const found = await service.engine().verify(subject, prints, { ...optionsOf(call), fmr });
    trail.decision = found.decision;
    trail.unreadable = found.failures.length;
    const { decision, score, threshold, fingers } = found;
    const failures = found.failures.map(({ position, code, message }) => ({ position, code, message }));
    const answer: VerifyMessage = { decision, score, threshold, fmr, fingers: [...fingers], failures };
    return { status: 200, body: answer };
  },
});

/** A record that its caller may change. Both checks come before the record is looked up. */
function ownKey(call: Call<Static<typeof SubjectPath>>): SubjectKey {
  const { system, owner, reference } = call.path;
  systemOf(call, system);
  checkOwner(call.client, owner);
  call.trail.subject = { system, owner, reference };
  return call.trail.subject;
}

function unknownRecord(): Refusal {
  return new Refusal('NOT_FOUND', 'there is no such record');
}
