import type { Logger } from 'pino';
import type { AlertEntry, AuditLog } from '../../engine/index.js';
import type { Metrics } from '../operation/metrics.js';

/** Events alike are written once in this time, ms: a flood of bad requests must not fill the disk. The metric counts them all. */
const quietMs = 1000;

/** Kinds of events that are remembered as written; more mean that somebody varies them, and then each is written. */
const maxRemembered = 1000;

/** Longest detail, characters: a sentence. */
const maxDetail = 200;

/** Refusals that look like an intrusion, by their code: what is another's, and more searches than anybody needs. */
const alarming: Readonly<Partial<Record<string, string>>> = {
  FORBIDDEN: 'operation refused',
  QUOTA_EXCEEDED: 'bulk search',
};

/** Tells of events that look like an intrusion: in the audit log, the metrics and the log. */
export class Alerts {
  readonly #audit: AuditLog;
  readonly #metrics: Metrics;
  readonly #log: Logger;
  readonly #writtenMs = new Map<string, number>();

  constructor(audit: AuditLog, metrics: Metrics, log: Logger) {
    this.#audit = audit;
    this.#metrics = metrics;
    this.#log = log;
  }

  raise({ detail, ...rest }: Omit<AlertEntry, 'kind'>): void {
    const event = { ...rest, ...(detail === undefined ? {} : { detail: detail.slice(0, maxDetail) }) };
    this.#metrics.alert(event.event);
    if (this.#isRepeated(JSON.stringify(event))) return;
    this.#log.warn(event, 'alert');
    this.#audit.append({ kind: 'alert', ...event }).catch((err: unknown) => {
      this.#log.error({ err }, 'an alert could not be written to the audit log');
    });
  }

  /** Tells of a refusal, where it is one that looks like an intrusion. */
  refused(code: string, client: string, operation: string): void {
    const event = alarming[code];
    if (event !== undefined) this.raise({ event, client, detail: operation, code });
  }

  #isRepeated(name: string): boolean {
    const nowMs = Date.now();
    const writtenMs = this.#writtenMs.get(name);
    if (writtenMs !== undefined && nowMs - writtenMs < quietMs) return true;
    if (this.#writtenMs.size >= maxRemembered) this.#writtenMs.clear();
    this.#writtenMs.set(name, nowMs);
    return false;
  }
}
