import { type ImpressionKind, impressionOfCode, isCurrentImpression } from '../impressions.js';
import { type PrintImage, printImagesOf } from '../print-images.js';
import { isFrom } from '../transaction.js';
import type { Checked } from './finding.js';

/** 1.002 VER of 1-2011 Update 2015, whose table 7 keeps few of the earlier codes. */
const update2015 = '0502';

/** Ways in which what a record type holds can have come about; palms have the codes of prints since Update 2015. */
const kindsOfType: Readonly<Record<number, readonly ImpressionKind[]>> = {
  4: ['plain', 'rolled', 'swipe', 'other'],
  13: ['latent', 'other'],
  14: ['plain', 'rolled', 'swipe', 'other'],
  15: ['palm', 'plain', 'rolled', 'other'],
};

/** Impression codes that are in a table, but not in that of the version, or not for that type of record: warnings. */
export function checkImpressions(checked: Checked): void {
  const areCurrent = isFrom(update2015, checked.transaction);
  for (const image of printImagesOf(checked.transaction)) checkImpression(checked, image, areCurrent);
}

function checkImpression({ findings }: Checked, image: PrintImage, areCurrent: boolean): void {
  const { record, recordType: type, impression } = image;
  const known = impression === undefined ? undefined : impressionOfCode(impression);
  if (impression === undefined || known === undefined) return;
  const place = { record, type, field: 3 };
  const got = `${impression}, ${known.name}`;
  const kinds = kindsOfType[type];
  if (kinds !== undefined && !kinds.includes(known.kind))
    findings.warn(place, `an impression ${kinds.join(', ')}`, got);
  if (areCurrent && !isCurrentImpression(impression)) {
    findings.warn(place, 'an impression code that Update 2015 keeps', got);
  }
}
