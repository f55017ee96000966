import { describe, expect, test } from 'vitest';
import { soundFiles } from '../fuzz/files.js';
import { parsers, toldOf } from '../fuzz/parsers.js';
import { mutated } from '../helpers/mutate.js';
import { SeededRandom } from '../helpers/seeded-random.js';

/** More than this a file of one MiB may not make a process take: images within the limits take 16 MiB, decoders a few times that. */
const mostMemoryBytes = 512 * 2 ** 20;

const files = await soundFiles();

describe('files with several faults give a result or a coded error, in bounded memory', () => {
  test.each([
    ['transaction', 800],
    ['finger_images', 1500],
    ['bmp', 1500],
    ['pgm', 1500],
    ['jpeg2000', 500],
  ] as const)('%s', async (parser, rounds) => {
    const [sound, read] = [files[parser], parsers[parser]];
    const random = new SeededRandom(17);
    const before = process.resourceUsage().maxRSS;
    for (const file of sound) await read(file);
    for (let round = 0; round < rounds; round += 1) {
      await toldOf(() => read(mutated(sound, random)));
    }
    expect((process.resourceUsage().maxRSS - before) * 1024).toBeLessThan(mostMemoryBytes);
  });
});

const [jp2 = Buffer.of(), codestream = Buffer.of()] = files.jpeg2000;

/** Files that ask for much work in few bytes, of about as many bytes as asked. */
const laborious: Readonly<Record<string, (size: number) => Uint8Array>> = {
  'fields without an end': (size) => text(`1.001:9\x1d2.003:${'7'.repeat(size)}`),
  'items and subfields': (size) => text(`1.001:9\x1d1.003:${'1\x1f'.repeat(size / 4)}${'\x1e'.repeat(size / 2)}\x1c`),
  'empty fields': (size) => text(`1.001:9${'\x1d'.repeat(size)}\x1c`),
  'contents that name records of no end': (size) =>
    text(`1.001:9\x1d1.003:${'4\x1f1\x1e'.repeat(size / 4)}\x1c${'x'.repeat(40)}`),
  'comments before the sides of a PGM': (size) => text(`P5${'#\n'.repeat(size / 2)}1 1 255\n0`),
  'boxes of JPEG 2000': (size) =>
    Buffer.concat([jp2.subarray(0, 12), ...Array.from({ length: size / 8 }, () => text('\0\0\0\x08free'))]),
  'comments of JPEG 2000': (size) =>
    Buffer.concat([
      codestream.subarray(0, 4 + ((codestream[4] ?? 0) << 8) + (codestream[5] ?? 0)),
      ...Array.from({ length: size / 6 }, () => Buffer.from([0xff, 0x64, 0, 4, 0, 0])),
    ]),
};

function text(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}

/** Processor time, ms, the least of a few runs. */
async function timeOf(bytes: Uint8Array): Promise<number> {
  const read = bytes[0] === 0x31 ? parsers.transaction : parsers.pgm;
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run += 1) {
    const start = process.cpuUsage();
    await toldOf(() => read(bytes));
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

test.each(Object.entries(laborious))('time grows with the length of %s, not with its square', async (_, make) => {
  // Below the limits on fields and items, so that all of it is read.
  const short = await timeOf(make(1 << 11));
  const long = await timeOf(make(1 << 15));
  // Sixteen times the length: 16 times the time where it is linear, 256 times where it is square; a little for what is there anyway.
  expect(long).toBeLessThan(64 * (short + 2));
});
