import { compressionNames } from '../compressions.js';
import { rawLineBytes } from '../decode-image.js';
import { families, readImageHead } from '../image-head.js';
import { impressionOfCode } from '../impressions.js';
import { isFixedPrint, type PrintImage, printImagesOf } from '../print-images.js';
import { quoted } from '../quoted.js';
import { verticalPpiOf } from '../scale.js';
import { type FixedPrintRecord, isFrom, type SignatureRecord } from '../transaction.js';
import type { Checked, Findings } from './finding.js';

/** Lowest resolution of a print, ppi: 500 with a tolerance of 1 % (19.69 pixels per mm; EBTS appendix F). */
const minPrintPpi = 495;

/** WSQ is specified for 500 ppi alone; from here on images take JPEG 2000 (1-2011, 7.7.9.1), ppi. */
const maxWsqPpi = 520;

/** 1.002 VER of 1-2011, the first to let binary records hold both thumbs (position 15). */
const standard2011 = '0500';

/** Largest difference between both resolutions of one image, as a share. */
const maxAnisotropy = 0.01;

/** Headers of binary prints; every image's size against its own head, without decoding it; resolutions. */
export function checkImages(checked: Checked): void {
  const { transaction, findings } = checked;
  for (const [index, record] of transaction.records.entries()) {
    if (isFixedPrint(record)) checkHeader(findings, record, index, isFrom(standard2011, transaction) ? 15 : 14);
    if (record.kind === 'binary' && record.type === 8) checkSignature(findings, record, index);
  }
  for (const image of printImagesOf(transaction)) {
    if (image.data.length > 0) checkSize(findings, image);
    if (image.data.length > 0 && image.recordType !== 3 && image.recordType !== 5) checkResolution(checked, image);
  }
}

/** Fields of types 3 to 6 by their numbers in the standard: 3 IMP, 4 FGP, 5 ISR, 6 HLL, 7 VLL, 8 GCA, 9 DATA. */
function checkHeader(findings: Findings, record: FixedPrintRecord, index: number, lastPosition: number): void {
  const { type, impression, positions, scanningResolution, width, height, compression, data } = record;
  const place = (field: number) => ({ record: index, type, field });
  if (impressionOfCode(impression) === undefined) {
    findings.error(place(3), 'an impression code of table 7', String(impression));
  }
  for (const position of positions.filter((position, order) => order === 0 || position !== 255)) {
    if (position > lastPosition)
      findings.error(place(4), `a position code from 0 to ${lastPosition}`, String(position));
  }
  if (scanningResolution > 1) findings.error(place(5), '0 or 1', String(scanningResolution));
  if (width === 0) findings.error(place(6), 'a width', '0');
  if (height === 0) findings.error(place(7), 'a height', '0');
  // Low and bilevel images know no compression but facsimile, whose codes are the receiver's.
  if (type === 4 && compression > 6) findings.error(place(8), 'a compression code from 0 to 6', String(compression));
  if (data.length === 0) findings.error(place(9), 'an image', 'none');
}

/** An uncompressed signature is bilevel. Nothing here uses it: what is wrong with it is a warning. */
function checkSignature(findings: Findings, record: SignatureRecord, index: number): void {
  const bytes = rawLineBytes({ width: record.width, bitsPerPixel: 1 }) * record.height;
  if (record.representation !== 0 || record.data.length === bytes) return;
  const expected = `${bytes} bytes, ${record.width} x ${record.height} bilevel px`;
  findings.warn({ record: index, type: 8, field: 8 }, expected, `${record.data.length} bytes`);
}

/** Numbers of the fields that state width, height, compression and data, by the kind of record. */
function fieldsOf({ recordType }: PrintImage) {
  return recordType < 9
    ? { width: 6, height: 7, compression: 8, data: 9 }
    : { width: 6, height: 7, compression: 11, data: 999 };
}

function checkSize(findings: Findings, image: PrintImage): void {
  const { record, recordType: type, compression, width, height, data } = image;
  const fields = fieldsOf(image);
  if (compression === undefined) return;
  if (compression === 'NONE') {
    const bytes = rawLineBytes(image) * height;
    if (data.length !== bytes) {
      findings.error(
        { record, type, field: fields.data },
        `${bytes} bytes, ${width} x ${height} px`,
        `${data.length} bytes`,
      );
    }
    return;
  }
  const head = readImageHead(data);
  const named = compressionNames[compression];
  if (head?.family !== families[compression]) {
    const got = head === undefined ? 'data that begin otherwise' : `a ${head.family} image`;
    findings.error({ record, type, field: fields.compression }, `data in ${named}, as stated`, got);
    return;
  }
  for (const side of ['width', 'height'] as const) {
    if (head?.[side] !== image[side]) {
      findings.error(
        { record, type, field: fields[side] },
        `${head?.[side]} px, as the image has`,
        quoted(String(image[side])),
      );
    }
  }
}

function checkResolution({ transaction, findings }: Checked, image: PrintImage): void {
  const { record, recordType: type, ppi, compression } = image;
  const isTagged = type > 9;
  const place = { record, type, field: isTagged ? 9 : 5 };
  if (ppi === undefined) {
    findings.error({ ...place, field: isTagged ? 8 : 5 }, 'a resolution', 'none');
    return;
  }
  if (ppi < minPrintPpi) findings.error(place, 'at least 500 ppi', `${ppi} ppi`);
  if (compression === 'WSQ20' && ppi > maxWsqPpi) findings.warn(place, 'WSQ at 500 ppi only', `${ppi} ppi`);
  const source = transaction.records[record];
  const verticalPpi = source === undefined ? undefined : verticalPpiOf(source, transaction);
  if (verticalPpi !== undefined && Math.abs(verticalPpi - ppi) > maxAnisotropy * ppi) {
    findings.error({ ...place, field: 10 }, `${ppi} ppi, as along the lines`, `${verticalPpi} ppi`);
  }
}
