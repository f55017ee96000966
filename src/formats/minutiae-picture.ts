import { minutiaMark } from './minutia-marks.js';
import { drawOver, enlarge, type PrintWithTemplate } from './print-canvas.js';

/** The minutiae drawn over their print, as a PNG file at twice the size of the print at 500 ppi. */
export async function minutiaePicture(print: PrintWithTemplate): Promise<Uint8Array> {
  const enlarged = await enlarge(print);
  const marks = Array.from(print.contents.x, (_, index) => minutiaMark(print.contents, index));
  return await drawOver(enlarged, [{ print: enlarged, left: 0 }], marks);
}
