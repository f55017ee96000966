import { Engine, type FingerPosition, RidgelineError, toMinutiaeRecord } from '../../engine/index.js';
import { readTransaction } from '../../formats/ansi-nist/read-transaction.js';
import { looksLikeTransaction, viewsOfTransaction } from '../../formats/ansi-nist/transaction-views.js';
import { type DecodedPrint, decodePrint } from '../../formats/decode-print.js';
import { decodeView } from '../../formats/finger-images/decode-view.js';
import { encodeView, type WrittenCompression } from '../../formats/finger-images/encode-view.js';
import type { FingerImageVersion, FingerImageView } from '../../formats/finger-images/record.js';
import { writeFingerImages } from '../../formats/finger-images/write-finger-images.js';
import { convertMinutiaeRecord } from '../../formats/minutiae-records.js';
import { type PictureOptions, writePicture } from '../../formats/write-image.js';
import type { GrayImage, RecordForm } from '../../native/binding.js';
import { toPosition } from '../print-file.js';
import type { Target } from './target.js';
import { type Agencies, transactionOfViews } from './transaction.js';

export interface ConvertOptions extends PictureOptions, Agencies {
  readonly ppi?: number;
  /** Form of a minutiae record. */
  readonly form: RecordForm;
  /** Edition of an image record. */
  readonly edition: FingerImageVersion;
  /** Compression of an image record or a transaction; views that come compressed keep theirs where it is absent. */
  readonly compression?: WrittenCompression;
  readonly position?: FingerPosition;
  readonly rolled?: boolean;
  /** Of several views the one to take, counted from 1. */
  readonly view?: number;
}

/** A file's bytes in another form. Throws a RidgelineError; its message begins with `name`. */
export async function convertFile(
  bytes: Uint8Array,
  name: string,
  target: Target,
  options: ConvertOptions,
): Promise<Uint8Array> {
  const decoded = looksLikeTransaction(bytes)
    ? ({ kind: 'views', format: 'transaction', views: viewsOfTransaction(readTransaction(bytes)) } as const)
    : await decodePrint(bytes, { ppi: options.ppi, name });
  const input: Input = { name, bytes, decoded, options };
  switch (target.kind) {
    case 'image':
      return await writePicture(await onlyImage(input), target.format, options);
    case 'image record':
      return await imageRecord(input);
    case 'transaction':
      return await transaction(input);
    case 'minutiae record':
      return await minutiaeRecord(input);
    case 'template':
      return only(input, await templatesOf(input), 'template');
  }
}

interface Input {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly decoded:
    | DecodedPrint
    | { readonly kind: 'views'; readonly format: 'transaction'; readonly views: readonly FingerImageView[] };
  readonly options: ConvertOptions;
}

async function onlyImage(input: Input): Promise<GrayImage> {
  const { decoded, options } = input;
  if (decoded.kind === 'image') return decoded.image;
  return await decodeView(only(input, chosen(input, viewsOf(input)), 'image'), options.ppi);
}

async function imageRecord(input: Input): Promise<Uint8Array> {
  return writeFingerImages({ version: input.options.edition, views: await writtenViews(input, 'NONE') });
}

/** A transaction says more than its views do, which would be lost. */
async function transaction(input: Input): Promise<Uint8Array> {
  if (input.decoded.format === 'transaction') throw refused(input, 'the file is a ten-print file already');
  return transactionOfViews(await writtenViews(input, 'PNG'), input.name, input.options);
}

/** The views of a record, or the one that an image makes, which gets `usual` where no compression is asked for. */
async function writtenViews(input: Input, usual: WrittenCompression): Promise<readonly FingerImageView[]> {
  const { decoded, options } = input;
  const { compression = usual, position = 0, rolled } = options;
  if (decoded.kind === 'image') {
    const label = { position, impression: rolled === true ? 1 : 0, number: 1, quality: undefined };
    return [await encodeView(decoded.image, label, compression, options)];
  }
  const views: FingerImageView[] = [];
  for (const view of chosen(input, viewsOf(input))) views.push(await recompressed(view, options));
  return views;
}

async function recompressed(view: FingerImageView, options: ConvertOptions): Promise<FingerImageView> {
  const { compression, ppi } = options;
  const labelled = { ...view, ...(ppi === undefined ? {} : { ppi }) };
  if (compression === undefined || compression === view.compression) return labelled;
  return await encodeView(await decodeView(view, ppi), view, compression, options);
}

/** A record of minutiae keeps the extended data that its new form permits; anything else becomes templates first. */
async function minutiaeRecord(input: Input): Promise<Uint8Array> {
  const { bytes, decoded, options } = input;
  const isWhole = options.view === undefined && options.position === undefined && options.rolled === undefined;
  if (decoded.kind === 'templates' && decoded.format === 'fmr' && isWhole) {
    return convertMinutiaeRecord(bytes, options.form);
  }
  return toMinutiaeRecord(await templatesOf(input), options.form);
}

async function templatesOf(input: Input): Promise<readonly Uint8Array[]> {
  const { decoded, options, name } = input;
  const engine = await Engine.open({ threads: 1 });
  try {
    const extract = async (image: GrayImage, position: FingerPosition, isRolled: boolean): Promise<Uint8Array> => {
      const label = { name, position, impression: isRolled ? 'rolled' : 'plain' } as const;
      return (await engine.extract({ ...image, ...label })).template;
    };
    if (decoded.kind === 'templates') return await relabelled(engine, chosen(input, decoded.templates), options);
    if (decoded.kind === 'image') return [await extract(decoded.image, options.position ?? 0, options.rolled === true)];
    if (decoded.format === 'transaction' && options.view === undefined) return await ofTenprint(engine, input);
    const templates: Uint8Array[] = [];
    for (const view of chosen(input, decoded.views)) {
      const position = options.position ?? toPosition(view.position);
      if (position === undefined) throw refused(input, `the view of position ${view.position} shows no single finger`);
      const isRolled = options.rolled ?? (view.impression === 1 || view.impression === 3);
      templates.push(await extract(await decodeView(view, options.ppi), position, isRolled));
    }
    return templates;
  } finally {
    await engine.close();
  }
}

/** Every print of a ten-print file, slaps finger by finger; those of one finger or impression where that is asked for. */
async function ofTenprint(engine: Engine, { bytes, name, options }: Input): Promise<readonly Uint8Array[]> {
  const { prints } = await engine.readTenprint(bytes, { name });
  const { position = 0, rolled } = options;
  const wanted = prints.filter(
    (print) => (position === 0 || print.position === position) && (rolled !== true || print.impression === 'rolled'),
  );
  return wanted.map(({ template }) => template);
}

/** The engine gives a template back with the labels that its caller states; position 0 and no impression change nothing. */
async function relabelled(
  engine: Engine,
  templates: readonly Uint8Array[],
  { position = 0, rolled }: ConvertOptions,
): Promise<readonly Uint8Array[]> {
  const label = rolled === undefined ? { position } : ({ position, impression: rolled ? 'rolled' : 'plain' } as const);
  return await Promise.all(templates.map(async (template) => (await engine.extract({ ...label, template })).template));
}

function viewsOf(input: Input): readonly FingerImageView[] {
  if (input.decoded.kind === 'views') return input.decoded.views;
  throw refused(input, 'the file holds minutiae, of which no image can be made');
}

/** All of the parts, or the one that --view names. */
function chosen<Part>(input: Input, parts: readonly Part[]): readonly Part[] {
  const { view } = input.options;
  if (view === undefined) return parts;
  const part = parts[view - 1];
  if (part !== undefined) return [part];
  throw refused(input, `there is no view ${view}; the file has ${parts.length}`);
}

function only<Part>(input: Input, parts: readonly Part[], what: string): Part {
  const [part, ...others] = parts;
  if (part !== undefined && others.length === 0) return part;
  throw refused(input, `the file has ${parts.length} views and the output holds one ${what}; choose one with --view`);
}

function refused({ name }: Input, detail: string): RidgelineError {
  return new RidgelineError('INVALID_ARGUMENT', `${name}: ${detail}`);
}
