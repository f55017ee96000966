import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormRoom } from '../../../src/store/form-room.js';

interface Piece {
  readonly offset: number;
  readonly length: number;
}

const steps = fc.array(fc.record({ gives: fc.boolean(), which: fc.nat(), length: fc.integer({ min: 1, max: 50 }) }));

test('pieces never overlap, whatever is taken and given', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const room = new FormRoom(0);
      const pieces: Piece[] = [];
      for (const { gives, which, length } of all) {
        if (gives && pieces.length > 0) {
          const [piece] = pieces.splice(which % pieces.length, 1);
          if (piece !== undefined) room.give(piece.offset, piece.length);
        } else pieces.push({ offset: room.take(length), length });
        expectApart(pieces);
      }
      // The same room, found again from what lies in it.
      const starts = Float64Array.from(pieces, ({ offset }) => offset).sort();
      const ends = Float64Array.from(pieces, ({ offset, length }) => offset + length).sort();
      const again = FormRoom.between(starts, ends, ends.at(-1) ?? 0);
      for (const { length } of all) pieces.push({ offset: again.take(length), length });
      expectApart(pieces);
    }),
  );
});

test('gaps are filled before the file grows', () => {
  const room = FormRoom.between(Float64Array.of(10, 40), Float64Array.of(20, 50), 60);
  expect([5, 5, 20, 1, 3].map((length) => room.take(length))).toEqual([0, 5, 20, 60, 61]);
  room.give(10, 10);
  expect([4, 6, 1].map((length) => room.take(length))).toEqual([10, 14, 64]);
});

function expectApart(pieces: readonly Piece[]): void {
  const ordered = pieces.toSorted((a, b) => a.offset - b.offset);
  ordered.forEach(({ offset }, i) => {
    const before = ordered[i - 1];
    expect(offset).toBeGreaterThanOrEqual(before === undefined ? 0 : before.offset + before.length);
  });
}
