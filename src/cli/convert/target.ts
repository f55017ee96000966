import { extname } from 'node:path';
import type { PictureFormat } from '../../engine/index.js';
import { RidgelineError } from '../../engine/index.js';

/** What the ending of a file's name asks for. */
export type Target =
  | { readonly kind: 'image'; readonly format: PictureFormat }
  | { readonly kind: 'image record' }
  | { readonly kind: 'minutiae record' }
  | { readonly kind: 'transaction' }
  | { readonly kind: 'template' };

const targets: Readonly<Record<string, Target>> = {
  '.png': { kind: 'image', format: 'png' },
  '.tif': { kind: 'image', format: 'tiff' },
  '.tiff': { kind: 'image', format: 'tiff' },
  '.wsq': { kind: 'image', format: 'wsq' },
  '.jp2': { kind: 'image', format: 'jp2' },
  '.bmp': { kind: 'image', format: 'bmp' },
  '.pgm': { kind: 'image', format: 'pgm' },
  '.fir': { kind: 'image record' },
  '.fmr': { kind: 'minutiae record' },
  '.iso': { kind: 'minutiae record' },
  '.an2': { kind: 'transaction' },
  '.eft': { kind: 'transaction' },
  '.nist': { kind: 'transaction' },
  '.rt': { kind: 'template' },
};

/** Throws INVALID_ARGUMENT where the ending asks for nothing that is written. */
export function targetOf(path: string): Target {
  const ending = extname(path).toLowerCase();
  const target = targets[ending];
  if (target !== undefined) return target;
  const known = Object.keys(targets).join(', ');
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${path}: the ending of the output says its form; expected one of ${known}`,
  );
}
