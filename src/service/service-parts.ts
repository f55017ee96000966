import type { Logger } from 'pino';
import type { AuditLog, Engine } from '../engine/index.js';
import type { Quotas } from './access/quotas.js';
import type { Alerts } from './audit/alerts.js';
import type { Config } from './config/config.js';
import type { Admission } from './operation/admission.js';
import type { Metrics } from './operation/metrics.js';
import type { Statistics } from './operation/statistics.js';
import type { Encounters } from './osia/encounters.js';
import type { Tasks } from './osia/tasks.js';
import type { Outcomes } from './outcomes/outcomes.js';
import type { SearchIds } from './outcomes/search-ids.js';

/** What the operations of a service work with. */
export interface ServiceParts {
  readonly config: Config;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly alerts: Alerts;
  readonly quotas: Quotas;
  readonly admission: Admission;
  readonly metrics: Metrics;
  readonly statistics: Statistics;
  readonly searchIds: SearchIds;
  readonly outcomes: Outcomes;
  readonly encounters: Encounters;
  readonly tasks: Tasks;
  readonly startedMs: number;
  /** Throws NOT_READY while the gallery is filled, and when the service stops. */
  engine(): Engine;
}
