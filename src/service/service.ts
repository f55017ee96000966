import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { AuditLog, auditFolderOf, Engine, type EngineInfo } from '../engine/index.js';
import { Authenticator } from './access/authenticator.js';
import { Quotas } from './access/quotas.js';
import { encounterSeparator } from './api/encounter-reference.js';
import { operations } from './api/operations.js';
import { Alerts } from './audit/alerts.js';
import type { Config } from './config/config.js';
import { Refusal } from './errors.js';
import type { ConsoleDemo } from './http/console.js';
import { makeServer } from './http/server.js';
import { Admission } from './operation/admission.js';
import { auditExpiry } from './operation/audit-expiry.js';
import { BackupErasures } from './operation/backup-erasures.js';
import type { Chore } from './operation/chore.js';
import { Counters } from './operation/counters.js';
import { MemoryClearing } from './operation/memory-clearing.js';
import { Metrics } from './operation/metrics.js';
import { retention } from './operation/retention.js';
import { Statistics } from './operation/statistics.js';
import { Encounters } from './osia/encounters.js';
import { Tasks } from './osia/tasks.js';
import { Outcomes } from './outcomes/outcomes.js';
import { SearchIds } from './outcomes/search-ids.js';
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
  readonly #files: OpenFiles;
  readonly #tasks: Tasks;
  readonly #backups: BackupErasures;
  readonly #memory: MemoryClearing;
  #chores: readonly Chore[] = [];
  readonly #filled: Promise<Engine>;
  #engine: Engine | undefined;
  #stopped: Promise<void> | undefined;

  private constructor(
    config: Config,
    { log = pino(pino.destination(2)), demo, onProgress }: ServiceOptions,
    files: OpenFiles,
  ) {
    this.#files = files;
    this.#tasks = new Tasks();
    this.#backups = new BackupErasures(config.backupPaths, log);
    const admission = new Admission(config.limits);
    this.#memory = new MemoryClearing(admission);
    const metrics = new Metrics({
      admission,
      backups: this.#backups,
      info: () => this.#info(),
      load: () => (this.#stopped === undefined ? this.#engine?.load() : undefined),
    });
    const { audit, counters, outcomes, searchIds } = files;
    const alerts = new Alerts(audit, metrics, log);
    const parts: ServiceParts = {
      config,
      log,
      alerts,
      admission,
      metrics,
      audit,
      outcomes,
      searchIds,
      quotas: new Quotas(counters, (client, searches) =>
        alerts.raise({ event: 'bulk search', client, detail: `${searches} searches within a minute` }),
      ),
      statistics: new Statistics(counters),
      encounters: new Encounters(),
      tasks: this.#tasks,
      startedMs: Date.now(),
      engine: () => this.#readyEngine(),
    };
    const authenticator = new Authenticator(config, (detail) => alerts.raise({ event: 'credentials refused', detail }));
    this.#server = makeServer(parts, operations, authenticator, demo);
    this.#filled = this.#fill(parts, onProgress);
    // Whoever waits for it gets its error; until then it must not count as one that nobody handles.
    this.#filled.catch(() => undefined);
  }

  /** Opens a service; it answers once `listen` has ended, and searches once `ready` has. */
  static async open(config: Config, options: ServiceOptions = {}): Promise<Service> {
    return new Service(config, options, await openFiles(config));
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
    for (const chore of this.#chores) await chore.stop();
    await this.#backups.stop();
    await this.#memory.stop();
    await engine?.close();
    const { counters, outcomes, audit } = this.#files;
    await counters.save();
    await outcomes.close();
    await audit.close();
  }

  async #fill(parts: ServiceParts, onProgress: ServiceOptions['onProgress']): Promise<Engine> {
    const { storePath, storeKey, threads, maxGalleryBytes, auditKeepMs } = parts.config;
    const engine = await Engine.open({
      audit: parts.audit,
      onLoaded: {
        containing: encounterSeparator,
        tell: ({ system, owner, reference }) => parts.encounters.add(system, owner, reference),
      },
      onErasure: () => {
        this.#backups.note();
        this.#memory.note();
      },
      ...(storePath === undefined ? {} : { storePath }),
      ...(storeKey === undefined ? {} : { storeKey }),
      ...(threads === undefined ? {} : { threads }),
      ...(maxGalleryBytes === undefined ? {} : { maxGalleryBytes }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    this.#engine = engine;
    this.#chores = [retention(engine, parts.encounters, parts.log), auditExpiry(parts.audit, auditKeepMs, parts.log)];
    for (const chore of this.#chores) chore.begin();
    this.#backups.begin(engine);
    this.#memory.begin(engine);
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

/** What a service has open for as long as it runs. */
interface OpenFiles {
  readonly audit: AuditLog;
  readonly counters: Counters;
  readonly outcomes: Outcomes;
  readonly searchIds: SearchIds;
}

async function openFiles({ dataPath, storePath, storeKey }: Config): Promise<OpenFiles> {
  const counters = await Counters.open(join(dataPath, 'counts.json'));
  const searchIds = await SearchIds.open(join(dataPath, 'search-ids.key'));
  const outcomes = await Outcomes.open(join(dataPath, 'outcomes.ndjson'));
  // Beside the store, where the command line looks for it.
  const auditFolder = storePath === undefined ? join(dataPath, 'audit') : auditFolderOf(storePath);
  return { counters, searchIds, outcomes, audit: await AuditLog.open(auditFolder, { storeKey }) };
}
