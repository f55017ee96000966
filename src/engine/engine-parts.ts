import type { AuditLog } from '../audit/audit-log.js';
import type { SubjectStore } from '../store/subject-store.js';
import type { Gallery } from './gallery.js';
import type { SearchFigures } from './search-figures.js';
import type { SearchHand } from './search-hand.js';
import type { WorkerPool } from './worker-pool.js';

/** What the operations of an engine work with. */
export interface EngineParts {
  readonly store: SubjectStore;
  readonly gallery: Gallery;
  readonly pool: WorkerPool;
  /** One for each thread. */
  readonly hands: readonly SearchHand[];
  readonly searchFigures: SearchFigures;
  /**
   * Subjects of the store that the gallery lacks, because an operation failed and could not be undone. While there are
   * any, no search is complete.
   */
  readonly unsearchable: Set<number>;
  /** Searches under way; each looks at one shard after the other. */
  readonly searches: Set<Promise<unknown>>;
  /** New numbers of amended subjects by their old ones, for searches that began before. */
  readonly successors: Map<number, number>;
  /** Where receipts of erasures are kept. */
  readonly audit?: AuditLog | undefined;
  readonly onErasure?: (() => void) | undefined;
  /** Numbers whose receipts the audit log refused. */
  readonly unloggedReceipts: Set<number>;
}
