import { join } from 'node:path';
import { positionName } from '../../formats/ansi-nist/positions.js';
import { decodeView } from '../../formats/finger-images/decode-view.js';
import { readFingerImages } from '../../formats/finger-images/read-finger-images.js';
import { writePng } from '../../formats/write-image.js';
import { failureOf } from '../errors.js';
import { writeOut } from '../files-out.js';
import type { Report } from '../report.js';
import { count } from '../text.js';
import { type ViewRecordAccount, viewLine } from './record-account.js';

/** Tells what a record holds; with a folder writes the pictures of an image record there. Gives their paths. */
export async function inspectRecord(
  file: string,
  bytes: Uint8Array,
  account: ViewRecordAccount,
  folder: string | undefined,
  report: Report,
): Promise<readonly string[]> {
  report.say(`${file}: ${account.form}, ${count(account.views.length, 'view')}`);
  for (const view of account.views) report.say(viewLine(view));
  if (folder === undefined) return [];
  const written: string[] = [];
  for (const [index, view] of readFingerImages(bytes).views.entries()) {
    try {
      const finger = positionName(view.position).replace(/[^a-z0-9]+/gi, '-');
      const path = join(folder, `${String(index + 1).padStart(2, '0')}-${finger}.png`);
      await writeOut(path, await writePng(await decodeView(view)));
      written.push(path);
    } catch (error) {
      const failure = failureOf(error, file);
      report.fail({ ...failure, message: `${file}: ${failure.message}` });
    }
  }
  report.say(`${file}: ${count(written.length, 'picture')} in ${folder}`);
  return written;
}
