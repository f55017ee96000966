import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  Engine,
  type FingerPosition,
  type IdentifyResult,
  RidgelineError,
  type SubjectKey,
  Workbench,
} from '../../engine/index.js';
import { writeOut } from '../files-out.js';
import { inParallel } from '../in-parallel.js';
import { fingerName } from '../print-file.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { referenceOf } from '../synthetic-names.js';
import { count, decibels, milliseconds } from '../text.js';

/** A gallery that a machine of two cores makes and enrols within a minute. */
const people = 12;
const fingers: readonly FingerPosition[] = [1, 2, 6, 7];
const seed = 2026;

/** The person that is searched, and one that was never enrolled. */
const wanted = 5;
const stranger = people + 1;

export function demoCommand(): Command {
  return new Command('demo')
    .description('Shows the whole path on synthetic people: enrol, restart, search, erase.')
    .option('--out <folder>', 'where the picture of the matched minutiae goes', 'demo-output')
    .action(({ out }: { readonly out: string }) => runReported(false, (report) => demo(out, report)));
}

async function demo(out: string, report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ridgeline-demo-'));
  const workbench = new Workbench();
  try {
    const steps = new Steps(report);
    const gallery = await steps.synthesize(workbench);
    await steps.enrol(folder, gallery);
    const [again, unknown] = await Promise.all([wanted, stranger].map((person) => capture(workbench, person, 1)));
    if (again === undefined || unknown === undefined) return;
    await steps.search(folder, again, unknown);
    await steps.draw(workbench, { enrolled: gallery[wanted - 1], again, out });
    await steps.erase(folder, again);
  } finally {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The prints of one person at one time. */
interface Capture {
  readonly subject: SubjectKey;
  readonly prints: readonly { readonly bytes: Uint8Array; readonly name: string; readonly position: FingerPosition }[];
}

/** Impression 0 is enrolled; impression 1 is another touch of the same fingers: turned, shifted, distorted, partly other. */
async function capture(workbench: Workbench, person: number, impression: number): Promise<Capture> {
  const reference = referenceOf(person);
  const prints = await Promise.all(
    fingers.map(async (position) => {
      const { png } = await workbench.synthesize({ seed, person, position, impression, kind: 'plain' });
      return { bytes: png, name: `${reference} ${fingerName(position)}`, position };
    }),
  );
  return { subject: { system: 'DEMO', owner: 'XX', reference }, prints };
}

/** The steps of the demonstration; each says what it does and how long it took. */
class Steps {
  readonly #report: Report;
  #number = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  async synthesize(workbench: Workbench): Promise<Capture[]> {
    this.#begin(`Make ${people} people with ${fingers.map(fingerName).join(', ')}`);
    const startMs = performance.now();
    const progress = startProgress('   synthesising', people);
    const numbers = Array.from({ length: people }, (_, index) => index + 1);
    let done = 0;
    const gallery = await inParallel(numbers, 2, async (person) => {
      const captured = await capture(workbench, person, 0);
      progress.update(++done);
      return captured;
    });
    progress.end();
    this.#tell(`${people * fingers.length} prints in ${milliseconds(performance.now() - startMs)}`);
    return gallery;
  }

  async enrol(folder: string, gallery: readonly Capture[]): Promise<void> {
    this.#begin('Enrol them in a store on disk');
    const startMs = performance.now();
    await this.#withEngine(folder, async (engine) => {
      for await (const { error } of engine.enrolMany(gallery)) {
        if (error !== undefined) throw error;
      }
      const { subjects, prints } = engine.info();
      this.#tell(
        `${count(subjects, 'subject')} with ${count(prints, 'print')} in ${milliseconds(performance.now() - startMs)}, from pixels to disk`,
      );
    });
  }

  async search(folder: string, again: Capture, unknown: Capture): Promise<void> {
    this.#begin('Start anew from the disk and search');
    await this.#withEngine(folder, async (engine) => {
      this.#tell(`${again.subject.reference} touches the scanner again:`);
      expectAnswer(this.#showAnswer(await engine.identify(again)), again.subject.reference);
      this.#tell('a stranger comes:');
      expectAnswer(this.#showAnswer(await engine.identify(unknown)), undefined);
    });
  }

  async draw(
    workbench: Workbench,
    { enrolled, again, out }: { readonly enrolled: Capture | undefined; readonly again: Capture; readonly out: string },
  ): Promise<void> {
    const [candidate] = enrolled?.prints ?? [];
    const [probe] = again.prints;
    if (probe === undefined || candidate === undefined) return;
    this.#begin('Show which minutiae made it a hit');
    const { png, pairedMinutiae, score } = await workbench.drawMatch(probe, candidate);
    const file = join(out, 'match.png');
    await writeOut(file, png);
    this.#tell(`${probe.name}: ${count(pairedMinutiae, 'pair')} of minutiae, ${decibels(score)}; see ${file}`);
  }

  async erase(folder: string, again: Capture): Promise<void> {
    const { reference } = again.subject;
    this.#begin(`Erase ${reference} and search once more`);
    await this.#withEngine(folder, async (engine) => {
      await engine.erase(again.subject);
      expectAnswer(this.#showAnswer(await engine.identify(again)), undefined);
    });
  }

  #begin(what: string): void {
    this.#number += 1;
    this.#report.say(`${this.#number}. ${what}`);
  }

  #tell(line: string): void {
    this.#report.say(`   ${line}`);
  }

  #showAnswer(result: IdentifyResult): IdentifyResult {
    const { decision, candidates, threshold, subjectsSearched, durationMs } = result;
    const [best] = candidates;
    const answer = decision === 'hit' ? `HIT ${best?.reference} with ${decibels(best?.score ?? 0)}` : 'NO HIT';
    const runnerUp = decision === 'hit' ? '' : `, the most alike has ${decibels(best?.score ?? 0)}`;
    this.#tell(
      `  ${answer}${runnerUp}; the threshold is ${decibels(threshold)}; ${count(subjectsSearched, 'subject')} in ${milliseconds(durationMs)}, extraction included`,
    );
    return result;
  }

  async #withEngine(folder: string, work: (engine: Engine) => Promise<void>): Promise<void> {
    const engine = await Engine.open({ storePath: folder });
    try {
      await work(engine);
    } finally {
      await engine.close();
    }
  }
}

/** The demonstration also is a check: a wrong answer is an error. */
function expectAnswer({ decision, candidates }: IdentifyResult, reference: string | undefined): void {
  const found = decision === 'hit' ? candidates[0]?.reference : undefined;
  if (found === reference) return;
  throw new RidgelineError('INTERNAL', `the search answered ${found ?? 'no hit'}; expected ${reference ?? 'no hit'}`);
}
