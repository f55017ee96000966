import { createHash } from 'node:crypto';
import {
  checkTransaction,
  type Finding,
  type PrintImage,
  type PrintInput,
  printImagesOf,
  RidgelineError,
} from '../../engine/index.js';
import { impressionOfCode } from '../../formats/ansi-nist/impressions.js';
import type { Trail } from '../audit/trail.js';
import { Refusal } from '../errors.js';
import { toBytes } from './bytes.js';
import type { Person, Print } from './schemas.js';

/** The prints of a request, and what of its file cannot be used. */
export interface PersonPrints {
  readonly prints: readonly PrintInput[];
  readonly ignored: readonly string[];
}

/** A transaction that its checker refuses, whole; `findings` say what is wrong with it. */
export class InvalidTransaction extends RidgelineError {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const [first] = findings;
    super('INVALID_TRANSACTION', `${findings.length} errors, the first: ${first?.message ?? ''}`);
    this.findings = findings;
  }
}

/** Position codes of plain thumbs, and the fingers that they show (ANSI/NIST-ITL 1-2011, table 8). */
const plainThumbs: ReadonlyMap<number, number> = new Map([
  [11, 1],
  [12, 6],
]);

/** The prints of a request. Throws BAD_REQUEST and INVALID_TRANSACTION. */
export function personPrints({ prints, transaction }: Person, trail: Trail): PersonPrints {
  if ((prints === undefined) === (transaction === undefined)) {
    throw new Refusal('BAD_REQUEST', 'the body must have one of prints and transaction');
  }
  const read = transaction === undefined ? listed(prints ?? []) : fromTransaction(toBytes(transaction));
  trail.dataTypes = [...new Set(read.prints.map(({ impression }) => `${impression ?? 'plain'} fingerprints`))];
  trail.dataHash = hashOf(read.prints);
  return read;
}

function listed(prints: readonly Print[]): PersonPrints {
  return { prints: prints.map(toInput), ignored: [] };
}

function toInput({ position, impression, image, template, ppi }: Print, index: number): PrintInput {
  const given = image ?? template;
  if (given === undefined || (image !== undefined && template !== undefined)) {
    throw new Refusal('BAD_REQUEST', `prints/${index} must have one of image and template`);
  }
  return {
    position: position as PrintInput['position'],
    name: `print ${index + 1}`,
    bytes: toBytes(given),
    ...(impression === undefined ? {} : { impression: impression as 'plain' | 'rolled' }),
    ...(ppi === undefined ? {} : { ppi }),
  };
}

function fromTransaction(bytes: Uint8Array): PersonPrints {
  const { transaction, findings } = checkTransaction(bytes);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new InvalidTransaction(errors);
  const images = printImagesOf(transaction).filter(({ data }) => data.length > 0);
  const prints = images.flatMap((image) => inputOf(image) ?? []);
  const ignored = images.filter((image) => inputOf(image) === undefined).map(nameOf);
  if (prints.length > 0) return { prints, ignored };
  throw new RidgelineError('NO_FINGERPRINT', 'the file holds no image of a single finger');
}

/** A single finger of known position; undefined for slaps, palms and marks. */
function inputOf(image: PrintImage): PrintInput | undefined {
  const [code = 0] = image.positions;
  const position = plainThumbs.get(code) ?? code;
  const isFinger = image.kind === 'print' && image.positions.length === 1 && position <= 10;
  if (!isFinger || image.ppi === undefined) return undefined;
  const isRolled = impressionOfCode(image.impression ?? 0)?.kind === 'rolled';
  const label = {
    position: position as PrintInput['position'],
    impression: isRolled ? ('rolled' as const) : ('plain' as const),
    name: nameOf(image),
  };
  const { width, height, ppi, data } = image;
  // The workers decode what is compressed.
  if (image.compression !== 'NONE') return { ...label, bytes: data, ppi };
  return image.bitsPerPixel === 8 ? { ...label, pixels: data, width, height, ppi } : undefined;
}

function nameOf({ record, recordType, positions }: PrintImage): string {
  return `record ${record + 1} (type ${recordType}, position ${positions.join(' or ')})`;
}

/** So that it can be told later which data were used, without keeping them. */
function hashOf(prints: readonly PrintInput[]): string {
  const hash = createHash('sha256');
  for (const print of prints) {
    hash.update('bytes' in print ? print.bytes : 'pixels' in print ? print.pixels : print.template);
  }
  return hash.digest('hex');
}
