/** Writes the pages and pictures of failures into a folder, one set after the other. */
import { join } from 'node:path';
import type { DissectedPrint, Workbench } from '../../../engine/index.js';
import { writePng } from '../../../formats/write-image.js';
import { writeOut } from '../../files-out.js';
import type { SetRun } from '../run-set.js';
import { withTemplate } from './figures.js';
import { type JudgedFailures, type JudgedPair, type JudgeOptions, judgeFailures } from './judge-set.js';
import { type DrawnPrint, drawPair } from './pair-drawing.js';
import { cropped, printBox } from './print-box.js';
import { ridgeOverlay, ridgesStage } from './ridge-overlay.js';
import { setPage, shownStages } from './set-page.js';
import { indexPage, type SetRecord, setRecord } from './summary.js';

/** The stages whose pictures the pages need. */
export const neededStages = [...Object.keys(shownStages), ridgesStage];

/** Genuine pairs that the usual operating point refuses, as many as a person looks through, and the impostors nearest to it. */
const shown = { fmr: 0.001, most: { genuine: 40, impostor: 10 } } as const;

export class FailuresFolder {
  readonly folder: string;
  readonly #sets: SetRecord[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  get sets(): readonly SetRecord[] {
    return this.#sets;
  }

  async addSet(workbench: Workbench, run: SetRun, options: Pick<JudgeOptions, 'ppi' | 'onProgress'>): Promise<void> {
    const failures = await judgeFailures(workbench, run, { ...shown, ...options, stages: neededStages });
    await this.#writeSet(run, failures);
  }

  async #writeSet({ name, prints }: SetRun, failures: JudgedFailures): Promise<void> {
    const place = this.#freeName(name);
    const names = prints.map((print) => print.name);
    const stage = (print: number, which: string): string => `${place}/${fileName(names[print] ?? '')}-${which}.png`;
    for (const [print, dissected] of failures.prints)
      await this.#writeStages(dissected, (which) => stage(print, which));
    const overlays = new Map<JudgedPair, string>();
    for (const pair of failures.pairs) {
      const path = `${place}/${fileName(`${names[pair.probe]}-${names[pair.candidate]}`)}-ridges.png`;
      if (await this.#writeOverlay(path, pair, failures.prints)) overlays.set(pair, path);
    }
    const drawn = (print: number): DrawnPrint | undefined => {
      const found = withTemplate(failures.prints.get(print));
      return found && { print: found, name: names[print] ?? '', href: stage(print, 'print') };
    };
    const page = setPage(name, names, failures, {
      stage,
      overlay: (pair) => overlays.get(pair),
      drawing: (pair) => {
        const [probe, candidate] = [drawn(pair.probe), drawn(pair.candidate)];
        return probe && candidate && drawPair(pair, probe, candidate);
      },
    });
    await writeOut(join(this.folder, `${place}.html`), page);
    this.#sets.push(setRecord(name, `${place}.html`, names, failures));
  }

  /** The first page and the document, when all sets are in. */
  async finish(commit: string): Promise<void> {
    await writeOut(join(this.folder, 'index.html'), indexPage(this.#sets, commit));
    await writeOut(join(this.folder, 'causes.json'), `${JSON.stringify({ commit, sets: this.#sets }, null, 2)}\n`);
  }

  /** Of a print without a template the whole pictures: where it lies is not known. */
  async #writeStages(print: DissectedPrint, pathOf: (stage: string) => string): Promise<void> {
    const found = withTemplate(print);
    const box = found && printBox(found);
    for (const which of Object.keys(shownStages)) {
      const picture = print.pictures[which];
      if (picture === undefined) continue;
      await writeOut(join(this.folder, pathOf(which)), await writePng(box ? cropped(picture, box) : picture));
    }
  }

  async #writeOverlay(path: string, pair: JudgedPair, prints: JudgedFailures['prints']): Promise<boolean> {
    const [probe, candidate] = [withTemplate(prints.get(pair.probe)), withTemplate(prints.get(pair.candidate))];
    if (probe === undefined || candidate === undefined || pair.alignment === undefined) return false;
    const picture = ridgeOverlay(probe, candidate, pair.alignment);
    if (picture !== undefined) await writeOut(join(this.folder, path), await writePng(picture));
    return picture !== undefined;
  }

  /** Sets may have the same name in different folders; `index` is the first page's. */
  #freeName(name: string): string {
    const taken = new Set(['index.html', ...this.#sets.map(({ page }) => page)]);
    const wanted = fileName(name);
    for (let count = 1; ; count += 1) {
      const free = count === 1 ? wanted : `${wanted}-${count}`;
      if (!taken.has(`${free}.html`)) return free;
    }
  }
}

/** Fit for every file system and for addresses. */
function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-');
}
