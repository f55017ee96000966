import Type from 'typebox';
import type { VerifyResult } from '../../engine/index.js';
import { encounterReference, mainEncounter } from '../api/encounter-reference.js';
import { type Call, operation } from '../api/operation.js';
import { systemOf } from '../api/systems.js';
import { optionsOf } from '../api/time-left.js';
import { printsOf, subTypeOf } from './biometric-data.js';
import { existing, readPersonId } from './records.js';
import {
  Verification,
  type Verification as VerificationMessage,
  VerifyPairRequest,
  VerifyQuery,
  VerifyRequest,
} from './schemas.js';

const common = {
  method: 'POST',
  tag: 'OSIA',
  style: 'osia',
  roles: ['verify'],
  scope: 'abis.verify',
  isWork: true,
  figure: 'verifications',
  query: VerifyQuery,
  answers: { 200: { description: 'whether they are the same person', schema: Verification } },
} as const;

export const verifyFromId = operation({
  ...common,
  id: 'verifyFromId',
  path: '/v1/verify/{galleryId}/{personId}',
  summary: 'Compare a person with an entered one',
  params: Type.Object({ galleryId: Type.String(), personId: Type.String() }),
  body: VerifyRequest,
  async handle(call) {
    const { service, path, body, query, trail } = call;
    const { name: system, fmr } = systemOf(call, path.galleryId);
    const { owner, person } = readPersonId(call, path.personId);
    const engine = service.engine();
    const prints = printsOf(body.biometricData, trail);
    const ids = [mainEncounter, ...service.encounters.further(system, owner, person)];
    const keys = ids.map((id) => ({ system, owner, reference: encounterReference(person, id) }));
    trail.subject = { system, owner, reference: person };
    const results = await Promise.all(
      existing(keys.filter((key) => engine.has(key))).map((key) =>
        engine.verify(key, prints, { ...optionsOf(call), fmr }),
      ),
    );
    const best = results.reduce((a, b) => (b.score > a.score ? b : a));
    return { status: 200, body: verification(call, best, query.threshold) };
  },
});

export const verifyFromBio = operation({
  ...common,
  id: 'verifyFromBio',
  path: '/v1/verify',
  summary: 'Compare two captures',
  body: VerifyPairRequest,
  async handle(call) {
    const { service, client, body, query, trail } = call;
    const second = printsOf(body.biometricData2, trail);
    const first = printsOf(body.biometricData1, trail);
    const rates = client.systems.flatMap((name) => service.config.systems.get(name)?.fmr ?? []);
    const fmr = rates.length === 0 ? {} : { fmr: Math.min(...rates) };
    const result = await service.engine().compare(first, second, { ...optionsOf(call), ...fmr });
    return { status: 200, body: verification(call, result, query.threshold) };
  },
});

function verification(call: Call, result: VerifyResult, threshold: number | undefined): VerificationMessage {
  const decision = result.score >= (threshold ?? result.threshold);
  call.trail.decision = decision ? 'hit' : 'no-hit';
  call.trail.unreadable = result.failures.length;
  const fingers = result.fingers.map(({ position, score }) => ({
    score,
    biometricType: 'FINGER' as const,
    biometricSubType: subTypeOf(position),
  }));
  return { decision, scores: [{ score: result.score, biometricType: 'FINGER' }, ...fingers] };
}
