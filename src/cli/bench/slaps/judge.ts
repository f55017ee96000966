import type { SlapTrial, SlapTrialTask } from '../../../engine/index.js';

/** How far a side may lie within and outside the true one, px at 500 ppi, as NIST's slap segmentation evaluations have it. */
const mostWithinPx = 32;
const mostOutsidePx = 64;

export interface JudgedFinger {
  readonly position: number;
  readonly outcome: 'found' | 'misplaced' | 'absent';
}

export interface JudgedSlap {
  readonly fingers: readonly JudgedFinger[];
  /** Boxes of fingers that the slap doesn't show. */
  readonly surplus: number;
  /** Absent for thumbs. */
  readonly hand?: 'right' | 'wrong' | 'unknown';
}

type Truth = SlapTrial['truth'][number];
type Found = SlapTrial['found']['fingers'][number];

/** Every finger of a slap against the truth: the box of its position, all four corners of it, and the hand. */
export function judgeSlap({ request }: SlapTrialTask, { truth, found }: SlapTrial): JudgedSlap {
  const scale = 500 / request.ppi;
  const fingers = truth.map((finger): JudgedFinger => {
    const box = found.fingers.find(({ position }) => position === finger.position);
    const outcome = box === undefined ? 'absent' : fits(box, finger, scale) ? 'found' : 'misplaced';
    return { position: finger.position, outcome };
  });
  const surplus = found.fingers.filter(({ position }) => !truth.some((finger) => finger.position === position)).length;
  if (request.position === 15) return { fingers, surplus };
  const trueHand = request.position === 13 ? 'right' : 'left';
  return { fingers, surplus, hand: found.hand === 'unknown' ? 'unknown' : found.hand === trueHand ? 'right' : 'wrong' };
}

/** Seen along the true finger, no corner lies further within or outside than a side may. */
function fits(box: Found, { turnedBox: truth }: Truth, scale: number): boolean {
  const turn = ((box.angle - truth.angleDegrees) * Math.PI) / 180;
  const own = (truth.angleDegrees * Math.PI) / 180;
  const dx = box.centerX * scale - truth.middleX;
  const dy = box.centerY * scale - truth.middleY;
  const across = Math.cos(own) * dx + Math.sin(own) * dy;
  const along = Math.cos(own) * dy - Math.sin(own) * dx;
  return [-1, 1].every((side) =>
    [-1, 1].every((end) => {
      const x = (side * box.width * scale) / 2;
      const y = (end * box.height * scale) / 2;
      const acrossPx = side * (across + Math.cos(turn) * x - Math.sin(turn) * y) - truth.width / 2;
      const alongPx = end * (along + Math.sin(turn) * x + Math.cos(turn) * y) - truth.height / 2;
      return [acrossPx, alongPx].every((px) => px >= -mostWithinPx && px <= mostOutsidePx);
    }),
  );
}
