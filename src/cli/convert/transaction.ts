import { makeTransaction, type PrintDescription, RidgelineError, writeTransaction } from '../../engine/index.js';
import type { FingerImageView } from '../../formats/finger-images/record.js';

/** Who a transaction goes to and comes from (1.007, 1.008). */
export interface Agencies {
  readonly destination: string;
  readonly origin: string;
}

/** The print's day is not known to an image; the transaction's own stands for it (14.005). */
const dayOf = (date: Date): string => date.toISOString().slice(0, 10).replaceAll('-', '');

/** Prints and slaps as a transaction of types 1, 2 and 14. `name` is what errors call them. Throws UNSUPPORTED_FORMAT. */
export function transactionOfViews(
  views: readonly FingerImageView[],
  name: string,
  { destination, origin }: Agencies,
): Uint8Array {
  const date = dayOf(new Date());
  const prints = views.map((view) => printOf(view, name, date));
  const head = { type: 'PRINTS', date, destination, origin, controlNumber: `${origin}-${date}` };
  return writeTransaction(makeTransaction({ ...head, prints }));
}

function printOf(view: FingerImageView, name: string, captured: string): PrintDescription {
  const { position, impression, width, height, ppi, compression, bitsPerPixel, data } = view;
  if (compression === undefined || compression === 'PACKED' || bitsPerPixel !== 8) {
    const place = `${name}: view ${view.number} of position ${position}`;
    throw new RidgelineError('UNSUPPORTED_FORMAT', `${place} has no pixels of 8 bits; --compression writes them anew`);
  }
  return { position, impression, captured, width, height, ppi, compression, data };
}
