import { readRecords } from '../read-transaction.js';
import type { Transaction } from '../transaction.js';
import { checkFields } from './check-fields.js';
import { checkFingers } from './check-fingers.js';
import { checkImages } from './check-images.js';
import { checkImpressions } from './check-impressions.js';
import { checkStructure } from './check-structure.js';
import { type Finding, Findings } from './finding.js';

/** What a transaction holds as far as it can be read, and what is wrong with it. */
export interface CheckedTransaction {
  readonly transaction: Transaction;
  readonly findings: readonly Finding[];
}

/**
 * Checks a file as a transaction in traditional encoding: structure, contents, mandatory fields and their values, sizes and
 * resolutions of images of friction ridges. Pixels are not decoded. Throws only where there is nothing to check: an empty
 * file, or one beyond the limit.
 */
export function checkTransaction(bytes: Uint8Array): CheckedTransaction {
  const { transaction, damage } = readRecords(bytes);
  const findings = new Findings();
  const checked = { transaction, findings };
  if (damage !== undefined) findings.error(damage, damage.expected, damage.got);
  checkStructure(checked, damage === undefined);
  checkFields(checked);
  checkFingers(checked);
  checkImages(checked);
  checkImpressions(checked);
  return { transaction, findings: findings.all() };
}
