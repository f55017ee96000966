import { impressionOfCode } from '../formats/ansi-nist/impressions.js';
import { positionName } from '../formats/ansi-nist/positions.js';
import { decodePrint } from '../formats/decode-print.js';
import { decodeView } from '../formats/finger-images/decode-view.js';
import type { FingerImageView } from '../formats/finger-images/record.js';
import { nominalPicture } from '../formats/nominal-picture.js';
import type { GrayImage } from '../native/binding.js';
import { hasRidgelineCode, RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { relabel } from './packed-label.js';
import type { ExtractedTemplate, ExtractTask, PrintSource } from './tasks.js';

/** The left little finger, and the last impression code that a template has: rolled, not live-scan. */
const lastFinger = 10;
const lastImpression = 3;

/** Templates of one print: one of an image, all that belong to the finger of a record of several views. */
export async function extractTemplates(task: ExtractTask): Promise<ExtractedTemplate[]> {
  try {
    const decoded = await decode(task.source);
    if (decoded.kind === 'image') return [await extractImage(decoded.image, task)];
    if (decoded.kind === 'views') return await extractViews(decoded.views, task);
    return labelled(decoded.templates, task);
  } catch (error) {
    if (hasRidgelineCode(error)) throw new RidgelineError(error.code, `${task.name}: ${error.message}`);
    throw error;
  }
}

type Decoded =
  | { readonly kind: 'image'; readonly image: GrayImage }
  | { readonly kind: 'views'; readonly views: readonly FingerImageView[] }
  | { readonly kind: 'templates'; readonly templates: readonly Uint8Array[] };

async function decode(source: PrintSource): Promise<Decoded> {
  switch (source.kind) {
    case 'bytes':
      return decodePrint(source.bytes, { ppi: source.ppi });
    case 'image':
      return source;
    case 'template':
      return { kind: 'templates', templates: [source.template] };
  }
}

async function extractImage(
  image: GrayImage,
  { position, impression, wantsPicture }: ExtractTask,
): Promise<ExtractedTemplate> {
  const print = loadNative().extract(image, position, impression ?? 0);
  const { ridgePeriodPx, foregroundShare, inverted, advice } = print;
  const template = describe(print.template);
  const measured = { ridgePeriodPx, foregroundShare, inverted, advice };
  if (wantsPicture !== true) return { ...template, image: measured };
  return { ...template, image: { ...measured, picture: await nominalPicture(image, template) } };
}

/** One view after the other, so that the pixels of one at a time are in memory. */
async function extractViews(views: readonly FingerImageView[], task: ExtractTask): Promise<ExtractedTemplate[]> {
  const ppi = task.source.kind === 'bytes' ? task.source.ppi : undefined;
  const extracted: ExtractedTemplate[] = [];
  for (const view of wantedOf(views, task.position)) {
    if (view.position > lastFinger) {
      throw new RidgelineError(
        'UNSUPPORTED_FORMAT',
        `the record has a view of ${positionName(view.position)}, which is no single finger`,
      );
    }
    const position = task.position === 0 ? view.position : task.position;
    const impression = task.impression ?? templateImpression(view.impression);
    extracted.push(await extractImage(await decodeView(view, ppi), { ...task, position, impression }));
  }
  return extracted;
}

/** A template knows four impressions; of the others, those that were rolled count as such. */
function templateImpression(code: number): number {
  if (code <= lastImpression) return code;
  return impressionOfCode(code)?.kind === 'rolled' ? 1 : 0;
}

function labelled(templates: readonly Uint8Array[], label: ExtractTask): ExtractedTemplate[] {
  return wantedOf(templates.map(describe), label.position).map(({ template }) => describe(relabel(template, label)));
}

/** Several views are of several fingers, so of them only those of the wanted finger count. */
function wantedOf<View extends { readonly position: number }>(views: readonly View[], finger: number): readonly View[] {
  if (views.length === 1 || finger === 0) return views;
  const wanted = views.filter(({ position }) => position === 0 || position === finger);
  if (wanted.length > 0) return wanted;
  const positions = views.map(({ position }) => position).join(', ');
  throw new RidgelineError(
    'UNSUPPORTED_TEMPLATE',
    `the record has views of the fingers ${positions}, none of finger ${finger}`,
  );
}

function describe(template: Uint8Array): ExtractedTemplate {
  const { position, impression, quality, width, height, x } = loadNative().readTemplate(template);
  if (x.length === 0) throw new RidgelineError('NO_FINGERPRINT', 'the template holds no minutiae');
  return { template, position, impression, quality, width, height, minutiaCount: x.length };
}
