import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineInfo, EngineLoad } from '../../engine/index.js';
import type { Admission } from './admission.js';
import type { BackupErasures } from './backup-erasures.js';
import { addEngineMetrics } from './engine-metrics.js';

/** From a template's search in a small gallery to one that runs into its deadline, seconds. */
const durationBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Decibels: below 40 nothing is a hit in any gallery of size. */
const scoreBuckets = [10, 20, 30, 40, 50, 60, 80, 100, 150, 200];

/** The event loop's delay is looked at so often, ms; the figures count from here, so it is small against what they are to show. */
const eventLoopMs = 2;

/** What is looked at when Prometheus asks. */
interface Watched {
  readonly admission: Admission;
  readonly backups: BackupErasures;
  info(): EngineInfo | undefined;
  load(): EngineLoad | undefined;
}

/** What Prometheus asks for. No label names a person, a record or an official. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #duration = new Histogram({
    name: 'ridgeline_operation_seconds',
    help: 'time from the first byte of a request to its answer',
    labelNames: ['operation', 'status'],
    buckets: durationBuckets,
    registers: [this.#registry],
  });
  readonly #stage = new Histogram({
    name: 'ridgeline_stage_seconds',
    help: 'time that operations waited for their turn, and worked',
    labelNames: ['operation', 'stage'],
    buckets: durationBuckets,
    registers: [this.#registry],
  });
  readonly #scores = new Histogram({
    name: 'ridgeline_best_score_decibels',
    help: 'scores of the best candidates of searches',
    buckets: scoreBuckets,
    registers: [this.#registry],
  });
  readonly #alerts = new Counter({
    name: 'ridgeline_alerts_total',
    help: 'events that look like an intrusion',
    labelNames: ['event'],
    registers: [this.#registry],
  });

  constructor({ admission, backups, info, load }: Watched) {
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: eventLoopMs });
    addEngineMetrics(this.#registry, load);
    this.#gauge('ridgeline_operations_waiting', 'operations that wait for their turn', () => admission.waiting);
    this.#gauge('ridgeline_operations_at_work', 'operations at work', () => admission.atWork);
    this.#gauge('ridgeline_subjects', 'subjects in the gallery', () => info()?.subjects ?? 0);
    this.#gauge('ridgeline_gallery_bytes', 'memory of the gallery', () => info()?.galleryBytes ?? 0);
    this.#gauge('ridgeline_backups_behind', 'backup folders that lack erasures', () => backups.behind);
    this.#gauge('ridgeline_ready', '1 when the gallery is full', () => (info() === undefined ? 0 : 1));
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  ended(operation: string, status: number, durationMs: number): void {
    this.#duration.observe({ operation, status: String(status) }, durationMs / 1000);
  }

  stage(operation: string, stage: 'wait' | 'work', durationMs: number): void {
    this.#stage.observe({ operation, stage }, durationMs / 1000);
  }

  bestScore(decibels: number): void {
    this.#scores.observe(decibels);
  }

  alert(event: string): void {
    this.#alerts.inc({ event });
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }
}
