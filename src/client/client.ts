import { text as textOfAnswer } from 'node:stream/consumers';
import type { Static } from 'typebox';
import type { BatchResult } from '../service/api/batch.js';
import type { ExplainAnswer, MeasureAnswer } from '../service/api/look-schemas.js';
import type { StatusAnswer, WhoAmI } from '../service/api/operation-state.js';
import type { OutcomeReport } from '../service/api/outcome.js';
import type { StatisticsAnswer } from '../service/api/reports.js';
import type {
  AmendAnswer,
  EnrolAnswer,
  EraseAnswer,
  Person,
  SearchAnswer,
  SearchRequest,
  VerifyAnswer,
} from '../service/api/schemas.js';
import { type Body, Connection, type ConnectionOptions, jsonOf, linesOf, type Statement } from './connection.js';
import { pathOf, type RouteName, type RouteParameters, routes } from './routes.js';

/** The record of a person. */
export interface Subject {
  readonly system: string;
  readonly owner: string;
  readonly reference: string;
}

export interface BatchRecord extends Subject {
  readonly person: Person;
}

/** Prints as messages have them, with bytes as bytes; or an ANSI/NIST-ITL file. */
export type PersonInput = Person | Uint8Array;

/** A client of one service. Every method throws ServiceError where the service refuses or fails. */
export class RidgelineClient {
  readonly #connection: Connection;

  constructor(options: ConnectionOptions) {
    this.#connection = new Connection(options);
  }

  search(request: SearchRequest | Uint8Array, statement: Statement, system?: string): Promise<SearchAnswer> {
    return this.#json('search', systemOf(system), statement, bodyOf(request));
  }

  /** Tells which hits of a search an expert held for right, and what the search missed. */
  async reportOutcome(searchId: string, report: OutcomeReport, statement: Statement): Promise<void> {
    (await this.#send('reportOutcome', { searchId }, statement, bodyOf(report))).resume();
  }

  enrol(subject: Subject, person: PersonInput, statement: Statement): Promise<EnrolAnswer> {
    return this.#json('enrolSubject', { ...subject }, statement, bodyOf(person));
  }

  amend(subject: Subject, person: PersonInput, statement: Statement): Promise<AmendAnswer> {
    return this.#json('amendSubject', { ...subject }, statement, bodyOf(person));
  }

  erase(subject: Subject, statement: Statement): Promise<EraseAnswer> {
    return this.#json('eraseSubject', { ...subject }, statement);
  }

  verify(subject: Subject, person: PersonInput, statement: Statement): Promise<VerifyAnswer> {
    return this.#json('verifySubject', { ...subject }, statement, bodyOf(person));
  }

  /** Compares a person with a record of one's own owner, and shows which minutiae were held for the same. */
  explain(subject: Subject, person: PersonInput, statement: Statement): Promise<ExplainAnswer> {
    return this.#json('explainSubject', { ...subject }, statement, bodyOf(person));
  }

  /** Compares two captures, of which nothing is kept. */
  compare(probe: Person, candidate: Person, statement: Statement, system?: string): Promise<ExplainAnswer> {
    return this.#json('comparePrints', {}, statement, bodyOf({ probe, candidate, ...systemOf(system) }));
  }

  /** Quality and minutiae of prints; nothing is searched or kept. */
  measure(person: Person, statement: Statement, system?: string): Promise<MeasureAnswer> {
    return this.#json('measurePrints', {}, statement, bodyOf({ ...person, ...systemOf(system) }));
  }

  /** Enters records as they come, and gives what became of each in their order. */
  async *enrolBatch(
    records: Iterable<BatchRecord> | AsyncIterable<BatchRecord>,
    statement: Statement,
  ): AsyncGenerator<Static<typeof BatchResult>, void, void> {
    const body = { type: 'application/x-ndjson', content: linesFrom(records) };
    yield* linesOf(await this.#send('enrolBatch', {}, statement, body));
  }

  /** The records of one's own owner in a system. */
  async *references(system: string, statement: Statement): AsyncGenerator<Subject, void, void> {
    yield* linesOf(await this.#send('exportReferences', { system }, statement));
  }

  /** Of a month such as 2026-11. */
  statistics(month: string, statement: Statement): Promise<Static<typeof StatisticsAnswer>> {
    return this.#json('readStatistics', { month }, statement);
  }

  /** Entries of the audit log from one time up to another. */
  async *audit(from: Date, to: Date, statement: Statement): AsyncGenerator<unknown, void, void> {
    const period = { from: from.toISOString(), to: to.toISOString() };
    yield* linesOf(await this.#send('readAudit', period, statement));
  }

  status(): Promise<Static<typeof StatusAnswer>> {
    return this.#json('readStatus', {}, undefined);
  }

  /** Figures in the text format of Prometheus. */
  async metrics(): Promise<string> {
    return await textOfAnswer(await this.#send('readMetrics', {}, undefined));
  }

  /** What this client may do. */
  whoAmI(): Promise<Static<typeof WhoAmI>> {
    return this.#json('readClient', {}, undefined);
  }

  /** Ends where the gallery is full; else throws NOT_READY. */
  async ready(): Promise<void> {
    (await this.#send('readReady', {}, undefined)).resume();
  }

  /** Ends the connections that are kept. */
  close(): void {
    this.#connection.close();
  }

  async #json<T>(
    name: RouteName,
    parameters: RouteParameters,
    statement: Statement | undefined,
    body?: Body,
  ): Promise<T> {
    return await jsonOf<T>(await this.#send(name, parameters, statement, body));
  }

  #send(name: RouteName, parameters: RouteParameters, statement: Statement | undefined, body?: Body) {
    return this.#connection.send(routes[name][0], pathOf(name, parameters), statement, body);
  }
}

function systemOf(system: string | undefined): { readonly system?: string } {
  return system === undefined ? {} : { system };
}

function bodyOf(value: object): Body {
  if (value instanceof Uint8Array) return { type: 'application/octet-stream', content: value };
  return { type: 'application/json', content: textOf(value) };
}

async function* linesFrom(records: Iterable<BatchRecord> | AsyncIterable<BatchRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${textOf(record)}\n`;
}

/** JSON with bytes as base64. A Buffer turns itself into an object before a replacer sees it, so its holder is asked. */
function textOf(value: object): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name: string, given: unknown) {
    const original = this[name];
    return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : given;
  });
}
