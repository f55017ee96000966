import { Command } from 'commander';
import { Engine, type ExtractResult, type FingerPosition, type SubjectKey, Workbench } from '../../engine/index.js';
import { attempt } from '../errors.js';
import { writeOut } from '../files-out.js';
import { jsonOption, ppiOption, rate } from '../options.js';
import { readPrintFile } from '../print-file.js';
import { type Report, runReported } from '../report.js';
import { count, decibels } from '../text.js';

interface Options {
  readonly fmr: number;
  readonly ppi?: number;
  readonly picture?: string;
  readonly json?: boolean;
}

export function verifyCommand(): Command {
  return new Command('verify')
    .description('Compares two prints: are they of the same finger?')
    .argument('<a>', 'a print')
    .argument('<b>', 'the print to compare it with')
    .option('--fmr <rate>', 'wanted false match rate; the threshold is 10 log10(1 / rate) dB', rate, 0.0001)
    .addOption(ppiOption())
    .option('--picture <file>', 'write a PNG of both prints side by side with the minutiae that correspond')
    .addOption(jsonOption())
    .action((a: string, b: string, options: Options) =>
      runReported(options.json === true, (report) => verifyFiles([a, b], options, report)),
    );
}

/** A comparison of two files is a verification with a record that holds the first of them. */
const record: SubjectKey = { system: 'LOCAL', owner: 'XX', reference: 'first print' };

/** Both prints are taken for the same finger, whichever that is. */
const sameFinger: FingerPosition = 1;

async function verifyFiles(files: readonly [string, string], options: Options, report: Report): Promise<void> {
  const engine = await Engine.open({ threads: files.length });
  try {
    const prints = files.map((file) => attempt(file, () => readAndExtract(engine, file, options)));
    const [a, b] = report.valuesOf(await Promise.all(prints));
    if (a === undefined || b === undefined) return;
    await engine.enrol(record, [{ template: a.result.template, position: sameFinger }]);
    const probe = { template: b.result.template, position: sameFinger };
    const { decision, score, threshold, fmr } = await engine.verify(record, [probe], { fmr: options.fmr });
    const answer = decision === 'hit' ? 'hit' : 'no hit';
    report.say(
      `${answer}: ${decibels(score)}; the threshold is ${decibels(threshold)} for a false match rate of ${fmr}`,
    );
    report.answer({
      a: summary(a),
      b: summary(b),
      decision,
      score,
      threshold,
      fmr,
      ...(await drawPicture([a, b], options, report)),
    });
  } finally {
    await engine.close();
  }
}

interface ReadPrint {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly result: ExtractResult;
}

async function readAndExtract(engine: Engine, file: string, { ppi }: Options): Promise<ReadPrint> {
  const bytes = await readPrintFile(file);
  const result = await engine.extract({
    bytes,
    name: file,
    position: sameFinger,
    ...(ppi === undefined ? {} : { ppi }),
  });
  return { file, bytes, result };
}

function summary({ file, result }: ReadPrint): object {
  return { file, minutiaCount: result.minutiaCount, quality: result.quality };
}

async function drawPicture(
  prints: readonly [ReadPrint, ReadPrint],
  { picture, ppi }: Options,
  report: Report,
): Promise<{ readonly picture?: string; readonly pairedMinutiae?: number }> {
  if (picture === undefined) return {};
  const workbench = new Workbench({ threads: 1 });
  try {
    const [probe, candidate] = prints.map(({ file, bytes }) => ({ bytes, name: file, ppi }));
    if (probe === undefined || candidate === undefined) return {};
    const { png, pairedMinutiae } = await workbench.drawMatch(probe, candidate);
    await writeOut(picture, png);
    report.say(`${count(pairedMinutiae, 'pair')} of minutiae drawn in ${picture}`);
    return { picture, pairedMinutiae };
  } finally {
    await workbench.close();
  }
}
