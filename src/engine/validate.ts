import { availableParallelism, totalmem } from 'node:os';
import { RidgelineError } from '../native/error.js';
import {
  maxCandidates,
  maxNameBytes,
  maxPermittedNames,
  maxPrintNameLength,
  maxTemplatesPerSubject,
  maxThreads,
} from './limits.js';
import type { TenprintOptions } from './tenprint/types.js';
import type {
  AmendOptions,
  EngineOptions,
  EnrolOptions,
  EraseOptions,
  IdentifyRequest,
  OperationOptions,
  PrintInput,
  SubjectKey,
  VerifyOptions,
} from './types.js';

/** What a caller passes is checked here, also where TypeScript would see it: callers may be JavaScript, and values may be data. */

const defaultFpir = 0.001;
const defaultFmr = 0.0001;
const defaultCandidates = 10;

export function checkKey(key: SubjectKey): void {
  checkObject(key, 'the subject');
  checkName(key.system, 'system');
  checkName(key.owner, 'owner');
  checkName(key.reference, 'reference');
}

export function checkPrints(prints: readonly PrintInput[]): void {
  if (!Array.isArray(prints) || prints.length === 0 || prints.length > maxTemplatesPerSubject) {
    reject(`prints must be an array of 1 to ${maxTemplatesPerSubject} prints`);
  }
  prints.forEach((print: PrintInput, i) => {
    checkPrint(print, `prints[${i}]`);
  });
}

export function checkPrint(print: PrintInput, what: string): void {
  checkObject(print, what);
  checkInteger(print.position, 0, 10, `${what}.position`);
  if (print.impression !== undefined && print.impression !== 'plain' && print.impression !== 'rolled') {
    reject(`${what}.impression must be 'plain' or 'rolled'`);
  }
  if (print.name !== undefined && (typeof print.name !== 'string' || print.name.length > maxPrintNameLength)) {
    reject(`${what}.name must be a string of at most ${maxPrintNameLength} characters`);
  }
  checkSource(print, what);
}

function checkSource(print: PrintInput, what: string): void {
  const sources = ['bytes', 'pixels', 'template'].filter((name) => name in print);
  if (sources.length !== 1) reject(`${what} must have one of bytes, pixels and template`);
  if ('bytes' in print) {
    checkBytes(print.bytes, `${what}.bytes`);
    if (print.ppi !== undefined) checkPositive(print.ppi, `${what}.ppi`);
  } else if ('pixels' in print) {
    checkBytes(print.pixels, `${what}.pixels`);
    checkInteger(print.width, 1, Number.MAX_SAFE_INTEGER, `${what}.width`);
    checkInteger(print.height, 1, Number.MAX_SAFE_INTEGER, `${what}.height`);
    checkPositive(print.ppi, `${what}.ppi`);
    if (print.width * print.height !== print.pixels.length) {
      reject(
        `${what}.pixels has ${print.pixels.length} bytes; ${print.width} x ${print.height} pixels need one byte each`,
      );
    }
  } else {
    checkBytes(print.template, `${what}.template`);
  }
}

export function checkTenprint(bytes: Uint8Array, options: TenprintOptions): void {
  checkBytes(bytes, 'the ten-print file');
  checkOperation(options);
  const { name, sequence = 'tell' } = options;
  if (name !== undefined && (typeof name !== 'string' || name.length > maxPrintNameLength)) {
    reject(`name must be a string of at most ${maxPrintNameLength} characters`);
  }
  if (sequence !== 'tell' && sequence !== 'refuse') reject("sequence must be 'tell' or 'refuse'");
}

export function checkOperation({ signal, timeoutMs, priority = 'normal', caller = '' }: OperationOptions): void {
  if (!['urgent', 'normal', 'batch'].includes(priority)) reject('priority must be urgent, normal or batch');
  if (typeof caller !== 'string' || Buffer.byteLength(caller) > maxNameBytes) {
    reject(`caller must be a string of at most ${maxNameBytes} bytes of UTF-8`);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) reject('signal must be an AbortSignal');
  if (timeoutMs !== undefined && !(Number.isFinite(timeoutMs) && timeoutMs >= 0)) {
    reject('timeoutMs must be a number of milliseconds, at least 0');
  }
}

export function checkEnrolment(options: EnrolOptions): void {
  checkOperation(options);
  if (options.retainUntil !== undefined) checkDate(options.retainUntil, 'retainUntil');
}

export function checkErasure(options: EraseOptions): void {
  checkOperation(options);
  const { reason = 'request' } = options;
  if (!['request', 'retention', 'replaced'].includes(reason)) reject('reason must be request, retention or replaced');
}

/** An amendment may be of the retention alone, without prints. */
export function checkAmendment(prints: readonly PrintInput[], options: AmendOptions): void {
  checkOperation(options);
  const { retainUntil, replace = 'better' } = options;
  if (retainUntil !== undefined && retainUntil !== null) checkDate(retainUntil, 'retainUntil');
  if (replace !== 'better' && replace !== 'all') reject("replace must be 'better' or 'all'");
  const isRetentionOnly =
    Array.isArray(prints) && prints.length === 0 && retainUntil !== undefined && replace === 'better';
  if (!isRetentionOnly) checkPrints(prints);
}

export function checkDate(value: unknown, what: string): void {
  const isDate = value instanceof Date && value.getTime() >= 0;
  if (!isDate) reject(`${what} must be a Date from 1970 on`);
}

/** A search request with its defaults filled in. */
export function checkRequest(request: IdentifyRequest) {
  checkObject(request, 'the request');
  checkPrints(request.prints);
  checkNames(request.systems, 'system');
  checkNames(request.owners, 'owner');
  const { prints, systems, owners, fpir = defaultFpir, maxCandidates: wanted = defaultCandidates } = request;
  const { exhaustive = false, swappedHands = false } = request;
  if (typeof exhaustive !== 'boolean') reject('exhaustive must be true or false');
  if (typeof swappedHands !== 'boolean') reject('swappedHands must be true or false');
  checkRate(fpir, 'fpir');
  checkInteger(wanted, 1, maxCandidates, 'maxCandidates');
  return { prints, systems, owners, fpir, maxCandidates: wanted, exhaustive, swappedHands };
}

/** The false match rate of a verification. */
export function checkFmr({ fmr = defaultFmr }: VerifyOptions): number {
  checkRate(fmr, 'fmr');
  return fmr;
}

/** Engine options with their defaults filled in. */
export function checkEngineOptions(options: EngineOptions) {
  checkObject(options, 'the options');
  const { storePath, storeKey, previousKey, audit, onProgress, onLoaded, onErasure } = options;
  if (storePath !== undefined && (typeof storePath !== 'string' || storePath === '')) {
    reject('storePath must be the path of a folder');
  }
  if (storeKey !== undefined && storePath === undefined) reject('a storeKey needs a storePath');
  if (previousKey !== undefined && storePath === undefined) reject('a previousKey needs a storePath');
  if (onProgress !== undefined && typeof onProgress !== 'function') reject('onProgress must be a function');
  if (onLoaded !== undefined) {
    checkObject(onLoaded, 'onLoaded');
    if (typeof onLoaded.containing !== 'string') reject('onLoaded.containing must be a string');
    if (typeof onLoaded.tell !== 'function') reject('onLoaded.tell must be a function');
  }
  if (onErasure !== undefined && typeof onErasure !== 'function') reject('onErasure must be a function');
  const threads = options.threads ?? Math.min(availableParallelism(), maxThreads);
  checkInteger(threads, 1, maxThreads, 'threads');
  const maxGalleryBytes = options.maxGalleryBytes ?? Math.floor(memoryBytes() / 2);
  checkInteger(maxGalleryBytes, 1, Number.MAX_SAFE_INTEGER, 'maxGalleryBytes');
  return { storePath, storeKey, previousKey, audit, onProgress, onLoaded, onErasure, threads, maxGalleryBytes };
}

/** Memory this process may use: the machine's, or less where a container is given less. */
function memoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

function checkNames(names: readonly string[] | undefined, noun: string): void {
  if (names === undefined) return;
  if (!Array.isArray(names) || names.length === 0 || names.length > maxPermittedNames) {
    reject(`${noun}s must be an array of 1 to ${maxPermittedNames} names; leave it out to search all`);
  }
  for (const name of names) checkName(name, noun);
}

function checkName(name: unknown, noun: string): void {
  if (typeof name !== 'string' || name === '') reject(`${noun} must be a string that is not empty`);
  const bytes = Buffer.byteLength(name);
  if (bytes > maxNameBytes) reject(`${noun} has ${bytes} bytes of UTF-8, at most ${maxNameBytes} are allowed`);
  // Half a surrogate pair has no UTF-8: different names would become the same bytes.
  if (/[\p{Cc}\p{Cs}]/u.test(name)) reject(`${noun} must hold no control characters and no halves of characters`);
}

function checkObject(value: unknown, what: string): void {
  if (typeof value !== 'object' || value === null) reject(`${what} must be an object`);
}

function checkBytes(value: unknown, what: string): void {
  if (!(value instanceof Uint8Array)) reject(`${what} must be a Uint8Array`);
}

function checkInteger(value: unknown, low: number, high: number, what: string): void {
  if (!Number.isInteger(value) || (value as number) < low || (value as number) > high) {
    reject(`${what} must be a whole number from ${low} to ${high}`);
  }
}

function checkPositive(value: unknown, what: string): void {
  if (!Number.isFinite(value) || (value as number) <= 0) reject(`${what} must be a number above 0`);
}

function checkRate(value: unknown, what: string): void {
  if (!Number.isFinite(value) || (value as number) <= 0 || (value as number) > 1) {
    reject(`${what} must be a rate above 0 and at most 1`);
  }
}

function reject(message: string): never {
  throw new RidgelineError('INVALID_ARGUMENT', message);
}
