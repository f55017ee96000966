import type { MeasureAnswer, MeasuredPrint } from '../../service/api/look-schemas.js';
import type { Person } from '../../service/api/schemas.js';
import type { CallOptions, Calls, Statement } from '../session/calls.js';
import { guessPosition } from './fingers.js';

/** A finger of a capture, with what the service found in it. */
export interface CapturedPrint {
  readonly id: number;
  readonly name: string;
  readonly position: number;
  /** Base64; absent where the print is of a ten-print file. */
  readonly image?: string;
  readonly measured?: MeasuredPrint;
  readonly failure?: { readonly code: string; readonly message: string };
}

/** The prints that somebody works with: a ten-print file, or images. */
export interface Capture {
  readonly file?: { readonly name: string; readonly base64: string };
  readonly prints: readonly CapturedPrint[];
  readonly ignored: readonly string[];
  /** Pixels per inch of images; absent where the files say it. */
  readonly ppi?: number;
}

export const emptyCapture: Capture = { prints: [], ignored: [] };

/** What is asked of the service with a capture. */
export interface Asking {
  readonly calls: Calls;
  readonly statement: Statement;
  readonly system: string;
  readonly signal: AbortSignal;
}

let lastId = 0;

/** A capture with further files: a ten-print file takes the place of all, images the place of a ten-print file. */
export async function withFiles(capture: Capture, files: readonly File[]): Promise<Capture> {
  const read = await Promise.all(files.map(async (file) => ({ name: file.name, base64: await base64Of(file) })));
  const card = read.find(({ base64 }) => isTransaction(base64));
  if (card !== undefined) return { ...emptyCapture, file: card };
  const images = read.map(({ name, base64 }) => ({ id: ++lastId, name, position: guessPosition(name), image: base64 }));
  const { file: _, ...others } = capture;
  return { ...others, prints: capture.file === undefined ? [...capture.prints, ...images] : images, ignored: [] };
}

/** A ten-print file begins with the length of its first record: 1.001. */
function isTransaction(base64: string): boolean {
  return /^1\.0?0?1:/.test(atob(base64.slice(0, 12)));
}

/** Asks the service for quality and minutiae of what was not measured yet. */
export async function measure(capture: Capture, asking: Asking): Promise<Capture> {
  const answer = (body: Person): Promise<MeasureAnswer> => {
    const options: CallOptions = {
      statement: asking.statement,
      body: { ...body, system: asking.system, pictures: true },
      signal: asking.signal,
    };
    return asking.calls.json<MeasureAnswer>('measurePrints', {}, options);
  };
  if (capture.file !== undefined) return fromCard(capture, await answer({ transaction: capture.file.base64 }));
  const news = capture.prints.filter(({ measured, failure }) => measured === undefined && failure === undefined);
  if (news.length === 0) return capture;
  const found = await answer({ prints: news.map((print) => messageOf(print, capture.ppi)) });
  const measured = new Map(news.map(({ id }, place) => [id, place]));
  return { ...capture, prints: capture.prints.map((print) => withFindings(print, measured.get(print.id), found)) };
}

function withFindings(print: CapturedPrint, place: number | undefined, found: MeasureAnswer): CapturedPrint {
  const measured = found.prints.find((one) => one.print === place);
  if (measured !== undefined) {
    // A record of a finger says itself which one it is.
    return { ...print, measured, position: print.position === 0 ? measured.position : print.position };
  }
  const failure = found.failures.find((one) => one.print === place);
  return failure === undefined ? print : { ...print, failure };
}

function fromCard(capture: Capture, { prints, failures, ignored }: MeasureAnswer): Capture {
  const read: (CapturedPrint & { readonly place: number })[] = [
    ...prints.map((measured) => ({
      id: ++lastId,
      place: measured.print,
      name: measured.name,
      position: measured.position,
      measured,
    })),
    ...failures.map((failure) => ({
      id: ++lastId,
      place: failure.print,
      name: '',
      position: failure.position,
      failure,
    })),
  ];
  return { ...capture, prints: read.sort((a, b) => a.place - b.place), ignored };
}

/** The capture as requests have it. */
export function personOf({ file, prints, ppi }: Capture): Person {
  if (file !== undefined) return { transaction: file.base64 };
  return { prints: prints.map((print) => messageOf(print, ppi)) };
}

/** The print of a request's place. */
export function printAt(capture: Capture, place: number | undefined): CapturedPrint | undefined {
  return place === undefined ? undefined : capture.prints[place];
}

function messageOf({ position, image = '' }: CapturedPrint, ppi: number | undefined) {
  return { position, image, ...(ppi === undefined ? {} : { ppi }) };
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
