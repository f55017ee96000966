import { osiaOperations } from '../osia/operations.js';
import { enrolBatch } from './batch.js';
import { comparePrints, explainSubject } from './comparisons.js';
import { exportReferences } from './export.js';
import { measurePrints } from './measure-prints.js';
import { openApiOperation } from './openapi-operation.js';
import type { Operation } from './operation.js';
import { readClient, readMetrics, readReady, readStatus } from './operation-state.js';
import { reportOutcome } from './outcome.js';
import { readAudit, readStatistics } from './reports.js';
import { search } from './search.js';
import { amendSubject, enrolSubject, eraseSubject, verifySubject } from './subjects.js';

const described: readonly Operation[] = [
  search,
  reportOutcome,
  enrolSubject,
  amendSubject,
  eraseSubject,
  verifySubject,
  explainSubject,
  comparePrints,
  measurePrints,
  enrolBatch,
  exportReferences,
  readStatistics,
  readAudit,
  readStatus,
  readClient,
  readReady,
  readMetrics,
  ...osiaOperations,
];

/** All operations of the service; the document that describes them is one of them. */
export const operations: readonly Operation[] = [...described, openApiOperation(described)];
