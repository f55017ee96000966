import { describe, expect, test } from 'vitest';
import { Bend } from '../../../../../src/cli/bench/failures/bend.js';
import {
  compose,
  distancePx,
  fitRigid,
  inverse,
  offPx,
  place,
  type Rigid,
  turnRad,
} from '../../../../../src/cli/bench/failures/rigid.js';

const points = [
  { x: 10, y: 20 },
  { x: 200, y: 40 },
  { x: 90, y: 170 },
];
const turned = (degrees: number, x: number, y: number): Rigid => {
  const turn = (degrees * Math.PI) / 180;
  return { cosine: Math.cos(turn), sine: Math.sin(turn), x, y };
};

describe('a rigid transform', () => {
  test('is found again from what it moved', () => {
    const moved = turned(33, -12, 70);
    const fitted = fitRigid(points.map((from) => ({ from, to: place(moved, from) })));
    expect(fitted && turnRad(fitted)).toBeCloseTo((33 * Math.PI) / 180);
    for (const from of points) expect(fitted && offPx(fitted, { from, to: place(moved, from) })).toBeCloseTo(0);
  });

  test('of one correspondence, or of one place, is none', () => {
    const [from = { x: 0, y: 0 }] = points;
    expect(fitRigid([{ from, to: from }])).toBeUndefined();
    expect(
      fitRigid([
        { from, to: from },
        { from, to: from },
      ]),
    ).toBeUndefined();
  });

  test('turns the eye clockwise for positive turns, since y runs down', () => {
    const { x, y } = place(turned(90, 0, 0), { x: 1, y: 0 });
    expect([x, y]).toEqual([expect.closeTo(0), expect.closeTo(1)]);
  });

  test('composed with another does both, and its inverse undoes it', () => {
    const [first, then] = [turned(20, 5, -8), turned(-75, 40, 3)];
    for (const point of points) {
      expect(distancePx(place(compose(first, then), point), place(then, place(first, point)))).toBeCloseTo(0);
      expect(distancePx(place(inverse(first), place(first, point)), point)).toBeCloseTo(0);
    }
  });
});

describe('a bend', () => {
  const rigid = turned(10, 30, 0);
  const shifted = points.map((from, index) => {
    const { x, y } = place(rigid, from);
    return { probe: index, candidate: index, from, to: { x: x + 9, y }, turnDegrees: 25 };
  });

  test('without known minutiae is its rigid transform', () => {
    const { point, turnRad: turn } = new Bend(rigid, []).place({ x: 50, y: 60 });
    expect(distancePx(point, place(rigid, { x: 50, y: 60 }))).toBe(0);
    expect(turn).toBeCloseTo((10 * Math.PI) / 180);
  });

  test('follows the minutiae near by, in place and turn, and nothing far away', () => {
    const bend = new Bend(rigid, shifted);
    const [near = { x: 0, y: 0 }] = points;
    const off = bend.place(near).point.x - place(rigid, near).x;
    expect(off).toBeGreaterThan(5);
    expect(off).toBeLessThan(9);
    expect(bend.place(near).turnRad).toBeGreaterThan((17 * Math.PI) / 180);
    const far = { x: 2000, y: 2000 };
    expect(distancePx(bend.place(far).point, place(rigid, far))).toBeCloseTo(0);
  });

  test('leads back', () => {
    const bend = new Bend(rigid, shifted);
    for (const point of points) {
      expect(distancePx(bend.back().place(bend.place(point).point).point, point)).toBeLessThan(4);
    }
  });
});
