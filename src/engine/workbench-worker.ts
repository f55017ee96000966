/** The workbench's worker thread: every exported function is a task of workbench-tasks.ts, run by Piscina under its name. */
import { cutImage } from '../formats/cut-image.js';
import { type DecodedPrint, decodePrint } from '../formats/decode-print.js';
import { decodeView } from '../formats/finger-images/decode-view.js';
import { matchPicture } from '../formats/match-picture.js';
import { minutiaePicture } from '../formats/minutiae-picture.js';
import { turnImage } from '../formats/turn-image.js';
import { writePng } from '../formats/write-image.js';
import type { GrayImage, PreparedHandle, StagePicture, TemplateContents } from '../native/binding.js';
import { type ErrorCode, hasRidgelineCode, isErrorCode, RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { unpackBatch } from './packed-batch.js';
import { compareWithTruth, measureExtraction, measureTemplate } from './print-measurements.js';
import { runSlapTrial as slapTrial } from './slap-trial.js';
import { synthesizeCard as cardOf } from './synthesize-card.js';
import { synthesizeFinger as printsOf } from './synthesize-finger.js';
import type { Outcome } from './tasks.js';
import type {
  ExplainedPair,
  Explanation,
  NamedPicture,
  PairsTask,
  PrintFile,
  WorkbenchTasks,
} from './workbench-tasks.js';

type Task<Name extends keyof WorkbenchTasks> = (
  input: WorkbenchTasks[Name]['input'],
) => Promise<Outcome<WorkbenchTasks[Name]['output']>>;

export const explain: Task<'explain'> = (file) =>
  named(file, async () => {
    const { image } = await decodeImage(file);
    const { print, error, stages, figures } = loadNative().explainExtraction(
      image,
      positionOf(file),
      impressionOf(file),
    );
    const pictures = await Promise.all(stages.map(stagePicture));
    if (print !== undefined) {
      const contents = loadNative().readTemplate(print.template);
      pictures.push({ name: 'minutiae over the print', png: await minutiaePicture({ image, contents }) });
    }
    return { pictures, figures, ...(error === undefined ? {} : { error: codedError(file, error) }) };
  });

export const dissect: Task<'dissect'> = (file) =>
  named(file, async () => {
    const { image } = await decodeImage(file);
    const { print, stages, fields } = loadNative().explainExtraction(image, positionOf(file), impressionOf(file));
    const pictures = Object.fromEntries(stages.map((picture) => [picture.stage, picture]));
    if (print === undefined) return { pictures, fields };
    return { pictures, fields, contents: loadNative().readTemplate(print.template) };
  });

export const explainPairs: Task<'explainPairs'> = ({ templates, pairs }) =>
  answer(() => {
    const all = unpackBatch(templates);
    return Array.from({ length: pairs.length / 2 }, (_, pair) =>
      explainedPair(all[pairs[2 * pair] ?? 0], all[pairs[2 * pair + 1] ?? 0]),
    );
  });

/** A print without a template is paired with nothing. */
function explainedPair(probe: Uint8Array | undefined, candidate: Uint8Array | undefined): ExplainedPair {
  if (!probe?.length || !candidate?.length) {
    return { score: 0, pairs: new Uint16Array(), places: new Float32Array() };
  }
  const { score, pairs } = loadNative().explainComparison(probe, candidate);
  const [from, to] = [loadNative().readTemplate(probe), loadNative().readTemplate(candidate)];
  const placeOf = ({ x, y, angle }: TemplateContents, at = 0): number[] => [x[at] ?? 0, y[at] ?? 0, angle[at] ?? 0];
  const places = Array.from({ length: pairs.length / 2 }, (_, pair) => [
    ...placeOf(from, pairs[2 * pair]),
    ...placeOf(to, pairs[2 * pair + 1]),
  ]);
  return { score, pairs, places: Float32Array.from(places.flat()) };
}

export const drawMatch: Task<'drawMatch'> = ({ probe, candidate }) =>
  answer(async () => {
    const [left, right] = await Promise.all([extractForDrawing(probe), extractForDrawing(candidate)]);
    const { score, rotationRad, pairs } = loadNative().explainComparison(left.template, right.template);
    return {
      png: await matchPicture(left, right, pairs),
      score,
      pairedMinutiae: pairs.length / 2,
      rotationDegrees: (rotationRad * 180) / Math.PI,
    };
  });

export const timeExtraction: Task<'timeExtraction'> = (file) =>
  named(file, async () => {
    const { decoded, ppiAssumed } = await decode(file);
    if (decoded.kind === 'templates') return { template: onlyTemplate(decoded.templates), ppiAssumed };
    const native = loadNative();
    const start = performance.now();
    const { template } = native.extract(decoded.image, positionOf(file), impressionOf(file));
    return { template, extractMs: performance.now() - start, ppiAssumed };
  });

export const comparePairs: Task<'comparePairs'> = (task) =>
  answer(() => loadNative().comparePairs(prepare(task), task.pairs));

export const timePairs: Task<'timePairs'> = (task) => answer(() => loadNative().timePairs(prepare(task), task.pairs));

export const measurePrint: Task<'measurePrint'> = (file) =>
  named(file, async () => ({ measurements: measured((await decodeImage(file)).image, file).measurements }));

export const measureSynthetic: Task<'measureSynthetic'> = (request) =>
  answer(() => {
    const { image, truth } = loadNative().synthesizePrint(request);
    const { measurements, explained, contents } = measured(image, { name: 'synthetic print', bytes: new Uint8Array() });
    return { measurements, agreement: compareWithTruth(explained, contents, loadNative().readTemplate(truth)) };
  });

export const measureSyntheticTemplates: Task<'measureSyntheticTemplates'> = (request) =>
  answer(() => {
    const { seed, person, position, impressions, difficulty } = request;
    const { bytes, ends } = loadNative().synthesizeTemplates({
      ...{ seed, firstPerson: person, people: 1, positions: Uint8Array.of(position) },
      ...{ firstImpression: 0, impressions, kind: 'plain', difficulty },
    });
    return Array.from(ends, (end, index) => {
      const template = bytes.slice(ends[index - 1] ?? 0, end);
      return measureTemplate(template, loadNative().readTemplate(template));
    });
  });

/** The extraction of an image and what can be measured of it. */
function measured(image: GrayImage, file: PrintFile) {
  const explained = loadNative().explainExtraction(image, positionOf(file), impressionOf(file));
  const { print, error } = explained;
  if (print === undefined) {
    const { code, detail } = error ?? { code: 'INTERNAL', detail: 'no template and no error' };
    throw new RidgelineError(isErrorCode(code) ? code : 'INTERNAL', detail);
  }
  const contents = loadNative().readTemplate(print.template);
  return { measurements: measureExtraction(explained, print.template, contents), explained, contents };
}

export const synthesize: Task<'synthesize'> = (request) =>
  answer(async () => {
    const { image, truth, patternClass } = loadNative().synthesizePrint(request);
    return { png: await writePng(image), width: image.width, height: image.height, patternClass, truth };
  });

export const synthesizeFinger: Task<'synthesizeFinger'> = (task) => answer(() => printsOf(task));

export const synthesizeCard: Task<'synthesizeCard'> = (task) => answer(() => cardOf(task));

export const runSlapTrial: Task<'runSlapTrial'> = (task) => answer(() => slapTrial(task));

export const synthesizeTemplateBatch: Task<'synthesizeTemplateBatch'> = (request) =>
  answer(() => loadNative().synthesizeTemplates(request));

interface Decoded {
  readonly decoded: Exclude<DecodedPrint, { readonly kind: 'views' }>;
  readonly ppiAssumed: boolean;
}

async function decode(file: PrintFile): Promise<Decoded> {
  const { decoded, ppiAssumed } = await decodeFile(file);
  const { cutPx = 0, turnDegrees = 0 } = file.change ?? {};
  if (cutPx === 0 && turnDegrees === 0) return { decoded, ppiAssumed };
  if (decoded.kind !== 'image')
    throw new RidgelineError('UNSUPPORTED_FORMAT', 'the file holds a template; only an image can be cut or turned');
  const image = await turnImage(cutImage(decoded.image, cutPx), turnDegrees);
  return { decoded: { ...decoded, image }, ppiAssumed };
}

async function decodeFile({ bytes, ppi, fallbackPpi }: PrintFile): Promise<Decoded> {
  try {
    return { decoded: await decodeOnly(bytes, ppi), ppiAssumed: false };
  } catch (error) {
    const unknown = hasRidgelineCode(error) && error.code === 'RESOLUTION_UNKNOWN';
    if (!unknown || fallbackPpi === undefined) throw error;
    return { decoded: await decodeOnly(bytes, fallbackPpi), ppiAssumed: true };
  }
}

async function decodeOnly(bytes: Uint8Array, ppi: number | undefined): Promise<Decoded['decoded']> {
  const decoded = await decodePrint(bytes, { ppi });
  if (decoded.kind !== 'views') return decoded;
  const { format, views } = decoded;
  const [view] = views;
  if (view !== undefined && views.length === 1) return { kind: 'image', format, image: await decodeView(view, ppi) };
  throw new RidgelineError('UNSUPPORTED_FORMAT', `the record has ${views.length} views; expected one`);
}

async function decodeImage(file: PrintFile): Promise<{ readonly image: GrayImage }> {
  const { decoded } = await decode(file);
  if (decoded.kind === 'image') return decoded;
  throw new RidgelineError('UNSUPPORTED_FORMAT', 'the file holds a template; a picture needs the image of the print');
}

async function extractForDrawing(file: PrintFile) {
  const outcome = await named(file, async () => {
    const { image } = await decodeImage(file);
    const { template } = loadNative().extract(image, positionOf(file), impressionOf(file));
    return { image, template, contents: loadNative().readTemplate(template) };
  });
  if (outcome.ok) return outcome.value;
  throw new RidgelineError(outcome.code, outcome.message);
}

/** A trial compares single prints, so which of several views to take is not for this program to guess. */
function onlyTemplate(templates: readonly Uint8Array[]): Uint8Array {
  const [template] = templates;
  if (template !== undefined && templates.length === 1) return template;
  throw new RidgelineError('UNSUPPORTED_TEMPLATE', `the record has ${templates.length} views; expected one`);
}

async function stagePicture({ stage, ...picture }: StagePicture): Promise<NamedPicture> {
  return { name: stage, png: await writePng(picture) };
}

function prepare({ templates }: PairsTask): PreparedHandle {
  return loadNative().prepare(unpackBatch(templates));
}

function positionOf({ position }: PrintFile): number {
  return position ?? 0;
}

/** Impression codes of ISO/IEC 19794-2: live-scan plain 0 and rolled 1. */
function impressionOf({ impression }: PrintFile): number {
  return impression === 'rolled' ? 1 : 0;
}

function codedError(file: PrintFile, error: { code: string; detail: string }): NonNullable<Explanation['error']> {
  const code: ErrorCode = isErrorCode(error.code) ? error.code : 'INTERNAL';
  return { code, message: `${file.name}: ${error.detail}` };
}

/** The work's answer, with the file's name before the message of an error. */
function named<T>(file: PrintFile, work: () => T | Promise<T>): Promise<Outcome<T>> {
  return answer(work, `${file.name}: `);
}

async function answer<T>(work: () => T | Promise<T>, before = ''): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const code: ErrorCode = hasRidgelineCode(error) ? error.code : 'INTERNAL';
    return { ok: false, code, message: `${before}${error instanceof Error ? error.message : String(error)}` };
  }
}
