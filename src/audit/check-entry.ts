import { RidgelineError } from '../native/error.js';
import type { AuditEntry } from './audit-entry.js';

/**
 * Longest text of an entry, characters: a purpose or a detail in a few sentences. What is longer may be data, which has no
 * place in the log.
 */
const maxTextLength = 1024;

/** Most systems, data types, prints and candidates of an entry: as many candidates as a search may return. */
const maxItems = 1000;

type Check = (value: unknown, what: string) => void;

/** Members of an object: those of `optional` may be missing, and there may be no others. */
interface Shape {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

const subject: Shape = { required: { system: text, owner: text, reference: text } };

const print: Shape = {
  required: { position: wholeNumber, change: oneOf('stored', 'replaced', 'kept', 'refused'), quality: wholeNumber },
  optional: { qualityBefore: wholeNumber },
};

const outcome: Shape = { required: { candidate: wholeNumber, outcome: oneOf('confirmed', 'refuted') } };

const receipt: Shape = {
  required: {
    subject: object(subject),
    number: wholeNumber,
    erasedAt: time,
    reason: oneOf('request', 'retention', 'replaced'),
  },
  optional: { saltHash: hash, recordHash: hash },
};

const shapes: Readonly<Record<AuditEntry['kind'], Shape>> = {
  operation: {
    required: {
      kind: text,
      client: text,
      operation: text,
      systems: list(text),
      dataTypes: list(text),
      requestedAt: time,
      completedAt: time,
      outcome: oneOf('hit', 'no-hit', 'done', 'refused', 'failed'),
    },
    optional: {
      official: text,
      purpose: text,
      fileReference: text,
      code: text,
      hits: wholeNumber,
      candidates: list(object(subject)),
      subject: object(subject),
      dataHash: hash,
      prints: list(object(print)),
      searchId: text,
      outcomes: list(object(outcome)),
      missed: wholeNumber,
    },
  },
  alert: {
    required: { kind: text, event: text },
    optional: { client: text, address: text, detail: text, code: text },
  },
  erasure: { required: { kind: text, receipt: object(receipt) } },
};

/** Throws INVALID_ARGUMENT where an entry has anything that does not belong into the log: that keeps templates out of it. */
export function checkEntry(entry: AuditEntry): void {
  const shape = Object.hasOwn(shapes, entry?.kind) ? shapes[entry.kind] : undefined;
  if (shape === undefined) reject(`the entry's kind must be one of ${Object.keys(shapes).join(', ')}`);
  object(shape)(entry, 'the entry');
}

function object({ required, optional = {} }: Shape): Check {
  return (value, what) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) reject(`${what} must be an object`);
    const members = new Map(Object.entries(value).filter(([, member]) => member !== undefined));
    for (const name of Object.keys(required)) if (!members.has(name)) reject(`${what} lacks ${name}`);
    for (const [name, member] of members) {
      const check = required[name] ?? optional[name];
      if (check === undefined) reject(`${what} has ${name}, which the audit log does not keep`);
      check(member, `${name} of ${what}`);
    }
  };
}

function list(item: Check): Check {
  return (value, what) => {
    if (!Array.isArray(value) || value.length > maxItems) reject(`${what} must be an array of at most ${maxItems}`);
    value.forEach((one: unknown, i) => {
      item(one, `${what}[${i}]`);
    });
  };
}

function oneOf(...values: readonly string[]): Check {
  return (value, what) => {
    if (!values.includes(value as string)) reject(`${what} must be one of ${values.join(', ')}`);
  };
}

function text(value: unknown, what: string): void {
  if (typeof value === 'string' && value.length <= maxTextLength && !/\p{Cs}/u.test(value)) return;
  reject(`${what} must be a text of at most ${maxTextLength} characters`);
}

function wholeNumber(value: unknown, what: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0) reject(`${what} must be a whole number`);
}

function hash(value: unknown, what: string): void {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) reject(`${what} must be a SHA-256 in hex`);
}

function time(value: unknown, what: string): void {
  const isTime = typeof value === 'string' && !Number.isNaN(Date.parse(value)) && value.endsWith('Z');
  if (!isTime) reject(`${what} must be a time such as 2026-11-24T09:30:00.000Z`);
}

function reject(message: string): never {
  throw new RidgelineError('INVALID_ARGUMENT', message);
}
