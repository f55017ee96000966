import { decodePrint } from '../formats/decode-print.js';
import type { GrayImage } from '../native/binding.js';
import { hasRidgelineCode, RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { relabel } from './packed-label.js';
import type { ExtractedTemplate, ExtractTask, PrintSource } from './tasks.js';

/** Templates of one print: one of an image, all that belong to the finger of a record of several views. */
export async function extractTemplates(task: ExtractTask): Promise<ExtractedTemplate[]> {
  try {
    const decoded = await decode(task.source);
    if (decoded.kind === 'image') return [extractImage(decoded.image, task)];
    return labelled(decoded.templates, task);
  } catch (error) {
    if (hasRidgelineCode(error)) throw new RidgelineError(error.code, `${task.name}: ${error.message}`);
    throw error;
  }
}

type Decoded =
  | { readonly kind: 'image'; readonly image: GrayImage }
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

function extractImage(image: GrayImage, { position, impression }: ExtractTask): ExtractedTemplate {
  const print = loadNative().extract(image, position, impression ?? 0);
  const { ridgePeriodPx, foregroundShare, inverted, advice } = print;
  return { ...describe(print.template), image: { ridgePeriodPx, foregroundShare, inverted, advice } };
}

/** Several views are of several fingers, so of them only those of the wanted finger count. */
function labelled(templates: readonly Uint8Array[], label: ExtractTask): ExtractedTemplate[] {
  const views = templates.map(describe);
  const wanted =
    views.length === 1 || label.position === 0
      ? views
      : views.filter(({ position }) => position === 0 || position === label.position);
  if (wanted.length === 0) {
    const positions = views.map(({ position }) => position).join(', ');
    throw new RidgelineError(
      'UNSUPPORTED_TEMPLATE',
      `the record has views of the fingers ${positions}, none of finger ${label.position}`,
    );
  }
  return wanted.map(({ template }) => describe(relabel(template, label)));
}

function describe(template: Uint8Array): ExtractedTemplate {
  const { position, impression, quality, width, height, x } = loadNative().readTemplate(template);
  if (x.length === 0) throw new RidgelineError('NO_FINGERPRINT', 'the template holds no minutiae');
  return { template, position, impression, quality, width, height, minutiaCount: x.length };
}
