import { createHash } from 'node:crypto';
import {
  type EnrolledTemplate,
  type FingerPosition,
  type PrintInput,
  RidgelineError,
  toMinutiaeRecord,
} from '../../engine/index.js';
import { toBytes } from '../api/bytes.js';
import type { Trail } from '../audit/trail.js';
import { Refusal } from '../errors.js';
import { type BiometricData, fingerSubTypes } from './schemas.js';

/** The prints in OSIA's biometric data. Throws BAD_REQUEST for what is no single finger, or lies elsewhere. */
export function printsOf(list: readonly BiometricData[], trail: Trail): PrintInput[] {
  const prints = list.map(printOf);
  trail.dataTypes = [...new Set(prints.map(({ impression }) => `${impression ?? 'plain'} fingerprints`))];
  const hash = createHash('sha256');
  for (const { image, template } of list) hash.update(toBytes(image ?? template ?? ''));
  trail.dataHash = hash.digest('hex');
  return prints;
}

function printOf(data: BiometricData, index: number): PrintInput {
  const place = `biometricData/${index}`;
  if (data.biometricType !== 'FINGER') throw new Refusal('BAD_REQUEST', `${place}: only FINGER is matched here`);
  const position = positionOf(data.biometricSubType);
  if (position === undefined) throw new Refusal('BAD_REQUEST', `${place}: slaps are not divided into fingers here`);
  const given = data.image ?? data.template;
  if (given === undefined)
    throw new Refusal('BAD_REQUEST', `${place} needs an image or a template; references are not followed`);
  const isRolled = data.impressionType?.includes('ROLL') ?? false;
  const label = {
    position,
    name: `print ${index + 1}`,
    impression: isRolled ? ('rolled' as const) : ('plain' as const),
  };
  const bytes = toBytes(given);
  const { width, height, resolution } = data;
  if (data.image !== undefined && data.compression === 'NONE') {
    if (width === undefined || height === undefined || resolution === undefined) {
      throw new Refusal('BAD_REQUEST', `${place}: an uncompressed image needs width, height and resolution`);
    }
    if (width * height !== bytes.length) {
      throw new RidgelineError('MALFORMED_IMAGE', `${place}: ${width} x ${height} px are not ${bytes.length} bytes`);
    }
    return { ...label, pixels: bytes, width, height, ppi: resolution };
  }
  return { ...label, bytes, ...(resolution === undefined || data.image === undefined ? {} : { ppi: resolution }) };
}

function positionOf(subType: BiometricData['biometricSubType']): FingerPosition | undefined {
  const position = fingerSubTypes.findIndex((name) => name === (subType ?? 'UNKNOWN'));
  return position < 0 ? undefined : (position as FingerPosition);
}

export function subTypeOf(position: FingerPosition) {
  return fingerSubTypes[position] ?? 'UNKNOWN';
}

/** The forms of templates that are answered, by OSIA's names. */
const forms = {
  ISO_19794_2: 'iso2005',
  ISO_19794_2_2011: 'iso2011',
  ANSI_378: 'incits2004',
  ANSI_378_2009: 'incits2009',
} as const;

export type TemplateFormat = keyof typeof forms;

/** An enrolled template as OSIA shows it. */
export function computedData({ position, quality, template }: EnrolledTemplate, format: TemplateFormat): BiometricData {
  return {
    biometricType: 'FINGER',
    biometricSubType: subTypeOf(position),
    template: toMinutiaeRecord([template], forms[format]),
    templateFormat: format,
    quality,
    qualityFormat: 'RIDGELINE',
  };
}
