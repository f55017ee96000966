import type { Report } from '../report.js';
import { count } from '../text.js';

/** What a run wrote. */
export interface RunDone {
  /** Such as `20 prints`. */
  readonly what: string;
  readonly people: number;
  readonly out: string;
  /** Files that an earlier run had finished. */
  readonly found: number;
}

export function tellOfRun(report: Report, { what, people, out, found }: RunDone): void {
  const whose = people === 1 ? '1 person' : `${people} people`;
  const before = found === 0 ? '' : `; ${count(found, 'file')} of an earlier run stayed`;
  report.say(`wrote ${what} of ${whose} to ${out}${before}`);
}
