import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { AuditLog, auditFolderOf, Engine, type EngineInfo } from '../engine/index.js';
import { Authenticator } from './access/authenticator.js';
import { Quotas } from './access/quotas.js';
import { operations } from './api/operations.js';
import { Alerts } from './audit/alerts.js';
import type { Config } from './config/config.js';
import { Refusal } from './errors.js';
import type { ConsoleDemo } from './http/console.js';
import { makeServer } from './http/server.js';
import { Admission } from './operation/admission.js';
import { Counters } from './operation/counters.js';
import { Metrics } from './operation/metrics.js';
import { Retention } from './operation/retention.js';
import { Statistics } from './operation/statistics.js';
import { Encounters } from './osia/encounters.js';
import { Tasks } from './osia/tasks.js';
import type { ServiceParts } from './service-parts.js';

export interface ServiceOptions {
  /** Default: lines of JSON on stderr, without a word about persons. */
  readonly log?: Logger;
  /** What the console offers to try. */
  readonly demo?: ConsoleDemo;
  readonly onProgress?: (progress: { readonly subjectsLoaded: number; readonly subjectsTotal: number }) => void;
}

/** Filling the gallery is no client's request: whoever calls meanwhile may come back after this, seconds. */
const fillingRetryS = 5;

/** The matching service: an engine behind an HTTP face. */
export class Service {
  readonly #server: FastifyInstance;
  readonly #audit: AuditLog;
  readonly #counters: Counters;
  readonly #tasks: Tasks;
  readonly #retention: Retention;
  readonly #filled: Promise<Engine>;
  #engine: Engine | undefined;
  #stopped: Promise<void> | undefined;

  private constructor(
    config: Config,
    { log = pino(pino.destination(2)), demo, onProgress }: ServiceOptions,
    open: { readonly audit: AuditLog; readonly counters: Counters },
  ) {
    this.#audit = open.audit;
    this.#counters = open.counters;
    this.#tasks = new Tasks();
    const admission = new Admission(config.limits);
    const metrics = new Metrics(admission, () => this.#info());
    const alerts = new Alerts(open.audit, metrics, log);
    const parts: ServiceParts = {
      config,
      log,
      alerts,
      admission,
      metrics,
      audit: open.audit,
      quotas: new Quotas(open.counters),
      statistics: new Statistics(open.counters),
      encounters: new Encounters(),
      tasks: this.#tasks,
      startedMs: Date.now(),
      engine: () => this.#readyEngine(),
    };
    this.#retention = new Retention(log, parts.encounters);
    const authenticator = new Authenticator(config, (detail) => alerts.raise({ event: 'credentials refused', detail }));
    this.#server = makeServer(parts, operations, authenticator, demo);
    this.#filled = this.#fill(parts, onProgress);
    // Whoever waits for it gets its error; until then it must not count as one that nobody handles.
    this.#filled.catch(() => undefined);
  }

  /** Opens a service; it answers once `listen` has ended, and searches once `ready` has. */
  static async open(config: Config, options: ServiceOptions = {}): Promise<Service> {
    const counters = await Counters.open(join(config.dataPath, 'counts.json'));
    const { storePath } = config;
    // Beside the store, where the command line looks for it.
    const auditFolder = storePath === undefined ? join(config.dataPath, 'audit') : auditFolderOf(storePath);
    const audit = await AuditLog.open(auditFolder, { storeKey: config.storeKey });
    return new Service(config, options, { audit, counters });
  }

  /** Begins to answer, and gives the address. */
  async listen({ host, port }: Config['listen']): Promise<string> {
    await this.#server.listen({ host, port });
    const { port: taken } = this.#server.server.address() as AddressInfo;
    return `https://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  }

  /** Ends when the gallery is full. Throws the errors of Engine.open. */
  async ready(): Promise<Engine> {
    return await this.#filled;
  }

  /** Takes no more requests, ends those that have begun, and gives everything back. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await this.#server.close();
    await this.#tasks.settled();
    const engine = await this.#filled.catch(() => undefined);
    await this.#retention.stop();
    await engine?.close();
    await this.#counters.save();
    await this.#audit.close();
  }

  async #fill(parts: ServiceParts, onProgress: ServiceOptions['onProgress']): Promise<Engine> {
    const { storePath, storeKey, threads, maxGalleryBytes } = parts.config;
    const engine = await Engine.open({
      audit: parts.audit,
      ...(storePath === undefined ? {} : { storePath }),
      ...(storeKey === undefined ? {} : { storeKey }),
      ...(threads === undefined ? {} : { threads }),
      ...(maxGalleryBytes === undefined ? {} : { maxGalleryBytes }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    for await (const { system, owner, reference } of engine.subjects()) parts.encounters.add(system, owner, reference);
    this.#engine = engine;
    this.#retention.begin(engine);
    parts.log.info({ subjects: engine.info().subjects }, 'ready');
    return engine;
  }

  #readyEngine(): Engine {
    if (this.#engine !== undefined && this.#stopped === undefined) return this.#engine;
    throw new Refusal('NOT_READY', 'the gallery is not full yet, or the service stops', { retryAfterS: fillingRetryS });
  }

  #info(): EngineInfo | undefined {
    return this.#stopped === undefined ? this.#engine?.info() : undefined;
  }
}
