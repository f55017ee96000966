import { loadSharp } from './sharp.js';

export interface NamedPng {
  readonly name: string;
  readonly png: Uint8Array;
}

const captionHeight = 22;

/** Pictures in rows with their names below, as a PNG file. */
export async function pictureSheet(
  rows: readonly (readonly NamedPng[])[],
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const columns = Math.max(...rows.map((row) => row.length));
  const rowHeight = height + captionHeight;
  const placed = rows.flatMap((row, down) =>
    row.map(async ({ name, png }, across) => [
      {
        input: await sharp(png)
          .resize(width - 6, height - 6, { fit: 'contain', background: 'white' })
          .png()
          .toBuffer(),
        left: across * width + 3,
        top: down * rowHeight + 3,
      },
      { input: caption(name, width), left: across * width, top: down * rowHeight + height },
    ]),
  );
  return await sharp({
    create: { width: columns * width, height: rows.length * rowHeight, channels: 3, background: 'white' },
  })
    .composite((await Promise.all(placed)).flat())
    .png({ palette: true, colours: 16, compressionLevel: 9 })
    .toBuffer();
}

function caption(name: string, width: number): Buffer {
  const words = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${captionHeight}"><text x="${width / 2}" y="15" text-anchor="middle" font-family="sans-serif" font-size="13">${words}</text></svg>`,
  );
}
