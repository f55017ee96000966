import { RidgelineError } from '../native/error.js';
import type { Candidate } from './types.js';

/**
 * A search that could not look at every permitted subject. It states no decision: who is not among the hits may still be
 * enrolled. `cause` says what stopped it.
 */
export class SearchIncompleteError extends RidgelineError {
  /** Candidates found so far that reach the threshold of a search of all subjects, best first. */
  readonly hits: readonly Candidate[];
  readonly subjectsSearched: number;

  constructor(found: {
    readonly hits: readonly Candidate[];
    readonly subjectsSearched: number;
    readonly cause: unknown;
  }) {
    const reason = found.cause instanceof Error ? `: ${found.cause.message}` : '';
    super('SEARCH_INCOMPLETE', `only ${found.subjectsSearched} subjects were searched${reason}`, {
      cause: found.cause,
    });
    this.hits = found.hits;
    this.subjectsSearched = found.subjectsSearched;
  }
}
