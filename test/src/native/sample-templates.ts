import { SeededRandom } from '../helpers/seeded-random.js';

/** A minutia as the packed form keeps it: x, y in 1/8 px, angle in 1/256 turn. */
export interface PackedMinutia {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly type: 0 | 1 | 2;
  readonly quality: number;
}

export interface TemplateFields {
  readonly position?: number;
  readonly impression?: number;
  readonly quality?: number;
  readonly width?: number;
  readonly height?: number;
  readonly minutiae: readonly PackedMinutia[];
}

/** The packed form written by hand, after the layout in native/template/packed.hpp. */
export function packedTemplate(fields: TemplateFields): Uint8Array {
  const { position = 1, impression = 0, quality = 80, width = 400, height = 400, minutiae } = fields;
  const head = [0x52, 0x54, 1, position, impression, quality, minutiae.length, 0, ...le16(width), ...le16(height)];
  const body = minutiae.flatMap(({ x, y, angle, type, quality }) => [
    ...le16(x | (type << 14)),
    ...le16(y),
    angle,
    quality,
  ]);
  return Uint8Array.from([...head, ...body]);
}

function le16(value: number): number[] {
  return [value & 0xff, value >> 8];
}

/** Minutiae spread over a print of 400 x 400 px as ridges spread them: about `count`, none closer than 12 px. */
export function scatteredMinutiae(seed: number, count = 40): PackedMinutia[] {
  const random = new SeededRandom(seed);
  const chosen: PackedMinutia[] = [];
  for (let attempt = 0; chosen.length < count && attempt < 40 * count; attempt += 1) {
    const x = Math.floor(200 + random.next() * 2800);
    const y = Math.floor(200 + random.next() * 2800);
    if (chosen.some((other) => Math.hypot(other.x - x, other.y - y) < 8 * 12)) continue;
    const type = random.next() < 0.5 ? 1 : 2;
    chosen.push({ x, y, angle: random.below(256), type, quality: 40 + random.below(60) });
  }
  return chosen;
}

/** Another impression of the same finger: every minutia moved by up to one pixel and three degrees. */
export function jittered(minutiae: readonly PackedMinutia[], seed: number): PackedMinutia[] {
  const random = new SeededRandom(seed);
  const moved = (most: number): number => Math.round((random.next() * 2 - 1) * most);
  return minutiae.map((minutia) => ({
    ...minutia,
    x: minutia.x + moved(8),
    y: minutia.y + moved(8),
    angle: (minutia.angle + moved(2) + 256) % 256,
  }));
}
