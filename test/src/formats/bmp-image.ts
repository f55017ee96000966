/** Bytes before the pixels: file header, header of Windows 3 and a palette of 256 greys. */
const headerBytes = 14 + 40 + 4 * 256;

/** A black BMP file of 8 bits a pixel; a negative height is stored from the top. */
export function bmpOf(width: number, height: number): Uint8Array {
  const rowBytes = 4 * Math.ceil(width / 4);
  const bytes = new Uint8Array(headerBytes + rowBytes * Math.abs(height));
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, headerBytes, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  return bytes;
}
