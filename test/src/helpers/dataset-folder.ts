import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The public data sets, which are no part of the repository: RIDGELINE_DATASETS, else `../shared/datasets` beside it. */
const place =
  process.env['RIDGELINE_DATASETS'] ?? fileURLToPath(new URL('../../../../shared/datasets', import.meta.url));

/** Undefined where the data sets are not there: tests use them where they are, and do without elsewhere. */
export const datasetFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true ? place : undefined;
