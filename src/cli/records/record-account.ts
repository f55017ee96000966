import { impressionOfCode } from '../../formats/ansi-nist/impressions.js';
import { positionName } from '../../formats/ansi-nist/positions.js';
import { readFingerImages } from '../../formats/finger-images/read-finger-images.js';
import type { FingerImageView } from '../../formats/finger-images/record.js';
import { readMinutiaeRecord, recordFormNames } from '../../formats/minutiae-records.js';
import { readTemplate } from '../../formats/read-template.js';
import { sniffFormat } from '../../formats/sniff.js';
import { count } from '../text.js';

/** What an image or minutiae record holds, view by view. */
export interface ViewRecordAccount {
  readonly form: string;
  readonly views: readonly ViewAccount[];
}

export interface ViewAccount {
  /** Counted from 1, as the record has them. */
  readonly view: number;
  readonly position: number;
  readonly impression: number;
  readonly width: number;
  readonly height: number;
  readonly quality?: number;
  readonly image?: Pick<FingerImageView, 'ppi' | 'bitsPerPixel' | 'compression'> & { readonly bytes: number };
  readonly minutiae?: { readonly endings: number; readonly bifurcations: number; readonly others: number };
}

/** Codes of TemplateContents.type. */
const ending = 1;
const bifurcation = 2;

/** An account of an image or minutiae record; undefined where the bytes begin as neither. */
export function recordAccountOf(bytes: Uint8Array): ViewRecordAccount | undefined {
  const format = sniffFormat(bytes);
  if (format === 'iso19794-4') return imageRecordAccount(bytes);
  return format === 'fmr' ? minutiaeRecordAccount(bytes) : undefined;
}

function imageRecordAccount(bytes: Uint8Array): ViewRecordAccount {
  const { version, views } = readFingerImages(bytes);
  return {
    form: `ISO/IEC 19794-4:${version}`,
    views: views.map(
      ({ position, impression, width, height, quality, ppi, bitsPerPixel, compression, data }, index) => ({
        ...{ view: index + 1, position, impression, width, height },
        ...(quality === undefined ? {} : { quality }),
        image: { ppi, bitsPerPixel, compression, bytes: data.length },
      }),
    ),
  };
}

function minutiaeRecordAccount(bytes: Uint8Array): ViewRecordAccount {
  const { form, templates } = readMinutiaeRecord(bytes);
  const views = templates.map((template, index): ViewAccount => {
    const { position, impression, width, height, quality, type } = readTemplate(template);
    const endings = type.filter((code) => code === ending).length;
    const bifurcations = type.filter((code) => code === bifurcation).length;
    const minutiae = { endings, bifurcations, others: type.length - endings - bifurcations };
    return { view: index + 1, position, impression, width, height, quality, minutiae };
  });
  return { form: recordFormNames[form], views };
}

/** The account of one view as a line. */
export function viewLine({ view, position, impression, width, height, quality, image, minutiae }: ViewAccount): string {
  const found = minutiae === undefined ? 0 : minutiae.endings + minutiae.bifurcations + minutiae.others;
  return [
    `${view}. ${positionName(position)}`,
    impressionOfCode(impression)?.name ?? 'unknown impression',
    `${width} x ${height} px at ${image?.ppi ?? 500} ppi`,
    ...(quality === undefined ? [] : [`quality ${quality}`]),
    ...(image === undefined ? [] : [`${image.compression ?? 'unknown compression'}, ${count(image.bytes, 'byte')}`]),
    ...(minutiae === undefined
      ? []
      : [`${found} minutiae, ${count(minutiae.endings, 'ending')} and ${count(minutiae.bifurcations, 'bifurcation')}`]),
  ].join('; ');
}
