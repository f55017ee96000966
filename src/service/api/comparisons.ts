import type { ExplainedResult, MatchedPrint, MatchedPrints, PrintInput } from '../../engine/index.js';
import { checkOwner } from '../access/permissions.js';
import { drawingOf } from './drawings.js';
import { CompareRequest, ExplainAnswer, type ExplainAnswer as ExplainMessage, type Match } from './look-schemas.js';
import { type Call, operation } from './operation.js';
import { personPrints } from './person-prints.js';
import { Person, SubjectPath } from './schemas.js';
import { systemOf, systemOrOnly } from './systems.js';
import { optionsOf } from './time-left.js';

const common = {
  method: 'POST',
  tag: 'Search',
  roles: ['verify'],
  scope: 'abis.verify',
  isWork: true,
  figure: 'verifications',
} as const;
const answers = { 200: { description: 'the comparison, and what it was made of', schema: ExplainAnswer } };

export const comparePrints = operation({
  ...common,
  id: 'comparePrints',
  path: '/v1/compare',
  summary: 'Compare two captures, and show which minutiae were held for the same',
  body: CompareRequest,
  answers,
  async handle(call) {
    const { service, body, trail } = call;
    const { fmr } = systemOrOnly(call, body.system);
    const candidate = personPrints(body.candidate, trail).prints;
    const probe = personPrints(body.probe, trail).prints;
    const found = await service.engine().explain(probe, candidate, { ...optionsOf(call), fmr });
    return { status: 200, body: explained(call, found, fmr, { probe, candidate }) };
  },
});

/** Shows minutiae of a stored template, which only whoever entered it may see. */
export const explainSubject = operation({
  ...common,
  id: 'explainSubject',
  path: '/v1/subjects/{system}/{owner}/{reference}/explain',
  summary: "Compare a person with a record of the client's own owner, and show which minutiae were held for the same",
  params: SubjectPath,
  body: Person,
  alsoTakes: 'transaction',
  answers: { ...answers, 404: { description: 'the client may see no such record' } },
  async handle(call) {
    const { service, path: subject, body, trail } = call;
    const { fmr } = systemOf(call, subject.system);
    checkOwner(call.client, subject.owner);
    trail.subject = subject;
    const engine = service.engine();
    const candidate = engine.templates(subject).map(({ position, template }) => ({ position, template }));
    const probe = personPrints(body, trail).prints;
    const found = await engine.explain(probe, candidate, { ...optionsOf(call), fmr });
    return { status: 200, body: explained(call, found, fmr, { probe, candidate: [] }) };
  },
});

interface Given {
  readonly probe: readonly PrintInput[];
  /** Empty where it is a record. */
  readonly candidate: readonly PrintInput[];
}

function explained({ trail }: Call, found: ExplainedResult, fmr: number, given: Given): ExplainMessage {
  trail.decision = found.decision;
  trail.unreadable = found.failures.length;
  const { decision, score, threshold, fingers } = found;
  const failures = found.failures.map(({ position, code, message }) => ({ position, code, message }));
  const matches = found.matches.map((match) => ({
    position: match.position,
    probe: sideOf(match.probe, match, given.probe),
    candidate: sideOf(match.candidate, match, given.candidate),
    pairs: pairsOf(match.pairs),
  }));
  return { decision, score, threshold, fmr, fingers: [...fingers], failures, matches };
}

function sideOf({ name, template }: MatchedPrint, { position }: MatchedPrints, prints: readonly PrintInput[]) {
  const isIt = (print: PrintInput): boolean => print.name === name && [0, position].includes(print.position);
  const print = prints.findIndex(isIt);
  return { ...(print < 0 ? {} : { print }), drawing: drawingOf(template) };
}

function pairsOf(alternating: Uint16Array): Match['pairs'] {
  return Array.from({ length: alternating.length / 2 }, (_, i) => ({
    probe: alternating[2 * i] ?? 0,
    candidate: alternating[2 * i + 1] ?? 0,
  }));
}
