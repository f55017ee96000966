import { RidgelineError } from '../native/error.js';
import { maxPpi, minPpi } from './limits.js';

/** BMP and JPEG 2000 count pixels per metre. */
const metresPerInch = 0.0254;

/** Resolution of every WSQ image that does not say otherwise, ppi (IAFIS-IC-0110 encodes 500 ppi prints). */
const wsqPpi = 500;

/** Resolutions that scanners are built for, ppi: half, full and double that of ANSI/NIST-ITL class images. */
const nominalPpis = [250, 500, 1000];

/** How far a stated resolution may lie from a nominal one and still mean it (1 %, the tolerance of EBTS appendix F). */
const tolerance = 0.01;

/** Whether a resolution is one that fingerprint scanners have. */
function isScannerPpi(ppi: number): boolean {
  return ppi >= minPpi && ppi <= maxPpi;
}

/** Throws where the caller's own statement is no resolution, or none that a print may have. */
export function checkGivenPpi(ppi: number): void {
  if (!Number.isFinite(ppi) || ppi <= 0) {
    throw new RidgelineError('INVALID_ARGUMENT', `ppi must be a number of pixels per inch, not ${ppi}`);
  }
  if (!isScannerPpi(ppi)) {
    throw new RidgelineError('RESOLUTION_OUT_OF_RANGE', `${ppi} ppi were given; a print has ${minPpi} to ${maxPpi}`);
  }
}

/**
 * The resolution of a PNG, TIFF or JPEG: the caller's, else the header's. Image programs write 72 or 96 where nobody told
 * them, so a header's value that no scanner has counts as none.
 */
export function rasterPpi(stated: number | undefined, given: number | undefined): number {
  if (given !== undefined) return given;
  if (stated !== undefined && isScannerPpi(stated)) return stated;
  const found =
    stated === undefined
      ? 'the file states no resolution'
      : `the file states ${stated} ppi, which no fingerprint scanner has`;
  throw new RidgelineError('RESOLUTION_UNKNOWN', `${found}; give its resolution (${minPpi} to ${maxPpi} ppi)`);
}

/** The resolution of a WSQ image: the caller's, else that of its NIST comment (0 = none), else the format's own. */
export function wsqPpiOf(stated: number, given: number | undefined): number {
  return given ?? (isScannerPpi(stated) ? stated : wsqPpi);
}

/** The nominal resolution where one is meant, else the stated one to a hundredth. */
export function nominalPpi(ppi: number): number {
  return nominalPpis.find((known) => Math.abs(ppi - known) <= tolerance * known) ?? Math.round(ppi * 100) / 100;
}

/** Pixels per metre as pixels per inch, to a hundredth. */
export function ppiOfPerMetre(perMetre: number): number {
  return Math.round(perMetre * metresPerInch * 100) / 100;
}

/** Pixels per inch as whole pixels per metre. */
export function perMetreOf(ppi: number): number {
  return Math.round(ppi / metresPerInch);
}
