import type { Readable } from 'node:stream';
import Type, { type Static } from 'typebox';
import { checkOwner } from '../access/permissions.js';
import { newTrail } from '../audit/trail.js';
import { answerOf, Refusal } from '../errors.js';
import { perform } from '../http/perform.js';
import { enrolPerson } from './enrol-person.js';
import { InOrder } from './in-order.js';
import { type Call, operation } from './operation.js';
import { EnrolAnswer, EnteredPerson, Owner, Reference, System } from './schemas.js';
import { messageValidator } from './validation.js';

export const BatchLine = Type.Object(
  { system: System, owner: Owner, reference: Reference, person: EnteredPerson },
  { additionalProperties: false, description: 'one record to enter' },
);

export const BatchResult = Type.Object(
  {
    line: Type.Integer({ minimum: 1 }),
    status: Type.Integer({ description: 'the status that the record alone would be answered with' }),
    result: Type.Optional(EnrolAnswer),
    code: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
  },
  { additionalProperties: true, description: 'what became of one line' },
);

const isLine = messageValidator({ coerceTypes: false }).compile<Static<typeof BatchLine>>(BatchLine);

/** Lines at work at a time: enough to share the disk's commits, few enough to be held in memory. */
const window = 16;

/** Enters one line as if it had come alone: with its own turn, its own entry in the audit log and its own result. */
const enrolLine = operation({
  id: 'enrolBatchLine',
  method: 'POST',
  path: '',
  tag: 'Subjects',
  summary: 'one line of a batch',
  isWork: true,
  figure: 'enrolments',
  body: BatchLine,
  answers: {},
  async handle(call) {
    const { system, owner, reference, person } = call.body;
    const subject = { system, owner, reference };
    checkOwner(call.client, owner);
    call.trail.subject = subject;
    return { status: 201, body: await enrolPerson(call, subject, person) };
  },
});

/** Enters records as they come, and answers each in the order they came. */
export const enrolBatch = operation({
  id: 'enrolBatch',
  method: 'POST',
  path: '/v1/subjects',
  tag: 'Subjects',
  summary: 'Enter many records: a line of JSON each, answered by a line each',
  roles: ['enter'],
  scope: 'abis.encounter.write',
  isWork: false,
  body: Type.Unsafe<Readable>({ description: 'lines of the schema BatchLine' }),
  alsoTakes: 'lines',
  answers: { 200: { description: 'lines of results', type: 'application/x-ndjson', schema: BatchResult } },
  async handle(call) {
    return { status: 200, lines: results(call, call.body) };
  },
});

async function* results(call: Call, body: Readable): AsyncGenerator<string, void, void> {
  const underWay: Promise<string>[] = [];
  // Of two lines with one key the first wins, whichever's prints are ready first.
  const keys = new InOrder();
  let line = 0;
  try {
    for await (const text of linesOf(body, call.service.config.limits.bodyBytes)) {
      line += 1;
      if (text.trim() === '') continue;
      underWay.push(enrolText(call, keys, text, line));
      if (underWay.length >= window) yield (await underWay.shift()) ?? '';
    }
  } catch (error) {
    line += 1;
    underWay.push(Promise.resolve(resultLine(line, error)));
  }
  for (const result of underWay) yield await result;
}

/** Throws BODY_TOO_LARGE where a line is longer than a body may be. */
async function* linesOf(body: Readable, maxBytes: number): AsyncGenerator<string, void, void> {
  // Pieces of a line that has not ended: joined once, since lines are long and come in many pieces.
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of body.setEncoding('utf8')) {
    const [first = '', ...others] = String(chunk).split('\n');
    pieces.push(first);
    length += first.length;
    if (length > maxBytes) throw new Refusal('BODY_TOO_LARGE', 'a line is longer than a body may be');
    if (others.length === 0) continue;
    yield pieces.join('');
    const last = others.pop() ?? '';
    yield* others;
    pieces = [last];
    length = last.length;
  }
  yield pieces.join('');
}

async function enrolText(call: Call, keys: InOrder, text: string, line: number): Promise<string> {
  try {
    const deadlineMs = Date.now() + call.service.config.limits.deadlineMs;
    const body = parse(text);
    const key = JSON.stringify([body.system, body.owner, body.reference]);
    const lineCall = { ...call, body, trail: newTrail(), deadlineMs };
    const performed = await keys.run(key, () => perform(enrolLine, lineCall));
    if (performed.error !== undefined) throw performed.cause;
    return `${JSON.stringify({ line, status: performed.answer.status, result: performed.answer.body })}\n`;
  } catch (error) {
    return resultLine(line, error);
  }
}

function resultLine(line: number, cause: unknown): string {
  const { status, code, message, details } = answerOf(cause);
  return `${JSON.stringify({ line, status, code, message, ...details })}\n`;
}

function parse(text: string): Static<typeof BatchLine> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('BAD_REQUEST', 'the line is no JSON');
  }
  if (isLine(value)) return value;
  const [error] = isLine.errors ?? [];
  throw new Refusal('BAD_REQUEST', `the line${error?.instancePath ?? ''} ${error?.message ?? 'is wrong'}`);
}
