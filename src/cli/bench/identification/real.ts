import { type SyntheticGallery, Workbench } from '../../../engine/index.js';
import { attempt } from '../../errors.js';
import { inParallel } from '../../in-parallel.js';
import { readSetPrint } from '../run-set.js';
import { listSetPrints, parseSetFolder, type SetPrint } from '../set-folder.js';
import type { Probe } from './run.js';

/** Real sets don't say which finger a print shows: all are enrolled and searched as this one, the right index. */
const realPosition = 2;

interface RealPrint {
  readonly number: number;
  readonly finger: string;
  readonly template: Uint8Array;
}

/** Enrols every print of the folders as a subject of its own, numbered from `firstNumber` on, and gives the probes. */
export async function enrolReal(
  gallery: SyntheticGallery,
  folders: readonly string[],
  firstNumber: number,
  onProgress: (done: number, total: number) => void,
): Promise<Probe[]> {
  const sets = await Promise.all(folders.map((folder) => listSetPrints(parseSetFolder(folder))));
  const listed = sets.flatMap((prints, set) =>
    prints.map((print) => ({ print, finger: `${folders[set]} ${print.finger}` })),
  );
  const templates = await extract(
    listed.map(({ print }) => print),
    onProgress,
  );
  const enrolled = listed.flatMap(({ finger }, i): RealPrint[] => {
    const template = templates[i];
    return template === undefined ? [] : [{ number: firstNumber + i, finger, template }];
  });
  for (const { number, template } of enrolled) await gallery.append(number, [template]);
  return await inParallel(enrolled, gallery.threads, (print) => probeOf(gallery, print, enrolled));
}

async function extract(
  prints: readonly SetPrint[],
  onProgress: (done: number, total: number) => void,
): Promise<(Uint8Array | undefined)[]> {
  const workbench = new Workbench();
  let done = 0;
  try {
    return await inParallel(prints, 2 * workbench.threads, async (print) => {
      const file = { ...(await readSetPrint(print, undefined)), position: realPosition } as const;
      const tried = await attempt(print.path, () => workbench.timeExtraction(file));
      done += 1;
      onProgress(done, prints.length);
      return tried.ok ? tried.value.template : undefined;
    });
  } finally {
    await workbench.close();
  }
}

async function probeOf(gallery: SyntheticGallery, print: RealPrint, all: readonly RealPrint[]): Promise<Probe> {
  const mates = all.filter(({ finger, number }) => finger === print.finger && number !== print.number);
  const scored = mates.map(async ({ number, template }) => {
    return { number, score: await gallery.compare([print.template], [template]) };
  });
  return { templates: [print.template], mates: await Promise.all(scored), own: print.number };
}
