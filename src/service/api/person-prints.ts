import { createHash } from 'node:crypto';
import type { PrintInput, Tenprint, TenprintPrint } from '../../engine/index.js';
import type { Trail } from '../audit/trail.js';
import { Refusal } from '../errors.js';
import { toBytes } from './bytes.js';
import type { Call } from './operation.js';
import type { Person, Print, PrintFailureMessage } from './schemas.js';
import { optionsOf } from './time-left.js';

/** The prints of a request, and what of its file cannot be used. */
export interface PersonPrints {
  /** Those of a ten-print file come with template, quality and advice. */
  readonly prints: readonly PrintInput[];
  readonly failures: readonly PrintFailureMessage[];
  readonly ignored: readonly string[];
  /** What is wrong with the order of a file's prints. */
  readonly sequence: readonly string[];
}

/**
 * The prints of a request; a ten-print file is read as one person's, slaps finger by finger. Throws BAD_REQUEST, INVALID_TRANSACTION and,
 * where it is to be refused, WRONG_SEQUENCE.
 */
export async function personPrints(
  call: Call,
  { prints, transaction }: Person,
  options: { readonly sequence?: 'tell' | 'refuse'; readonly picture?: boolean } = {},
): Promise<PersonPrints> {
  if ((prints === undefined) === (transaction === undefined)) {
    throw new Refusal('BAD_REQUEST', 'the body must have one of prints and transaction');
  }
  if (transaction === undefined) {
    const read = (prints ?? []).map(toInput);
    tell(call.trail, read, read.map(bytesOf));
    return { prints: read, failures: [], ignored: [], sequence: [] };
  }
  const bytes = toBytes(transaction);
  const tenprint = await call.service.engine().readTenprint(bytes, { ...optionsOf(call), ...options });
  tell(call.trail, tenprint.prints, [bytes]);
  return fromTenprint(tenprint);
}

function fromTenprint({ prints, failures, ignored, sequence }: Tenprint): PersonPrints {
  return {
    prints,
    failures: failures.map(({ position, code, message }) => ({ position, code, message })),
    ignored,
    sequence: [...sequence.errors, ...sequence.wrongHands].map(({ message }) => message),
  };
}

/** What kinds of data were used, and a hash that tells later which, without keeping them. */
function tell(trail: Trail, prints: readonly PrintInput[], data: readonly Uint8Array[]): void {
  trail.dataTypes = [...new Set(prints.map(({ impression }) => `${impression ?? 'plain'} fingerprints`))];
  const hash = createHash('sha256');
  for (const bytes of data) hash.update(bytes);
  trail.dataHash = hash.digest('hex');
}

function bytesOf(print: PrintInput): Uint8Array {
  return 'bytes' in print ? print.bytes : 'pixels' in print ? print.pixels : print.template;
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

/** Prints of a ten-print file were extracted when it was read. */
export function isExtracted(input: PrintInput): input is TenprintPrint {
  return 'template' in input && 'quality' in input && 'minutiaCount' in input;
}
