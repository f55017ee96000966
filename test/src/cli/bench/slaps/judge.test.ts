import { expect, test } from 'vitest';
import { slapFigures } from '../../../../../src/cli/bench/slaps/figures.js';
import { judgeSlap } from '../../../../../src/cli/bench/slaps/judge.js';
import { planSlaps } from '../../../../../src/cli/bench/slaps/plan.js';
import type { SlapTrial } from '../../../../../src/engine/index.js';

const turnedBox = { middleX: 400, middleY: 300, width: 200, height: 300, angleDegrees: 30 };

/** One index finger, found with a box that is so much larger than the true one at every side. */
function trialOf(growthPx: number, ppi = 500, shiftPx = 0): SlapTrial {
  const scale = ppi / 500;
  const own = (30 * Math.PI) / 180;
  const box = {
    centerX: scale * (400 + Math.cos(own) * shiftPx),
    centerY: scale * (300 + Math.sin(own) * shiftPx),
    width: scale * (200 + 2 * growthPx),
    height: scale * (300 + 2 * growthPx),
    angle: 30,
  };
  return {
    truth: [{ position: 2, turnedBox }],
    found: { hand: 'right', expected: 1, fingers: [{ position: 2, confidence: 1, ...box }] },
    segmentMs: 1,
  };
}

function taskOf(ppi: 500 | 1000 = 500) {
  const [task] = planSlaps({ people: 1, seed: 1, ppi, mostTilt: 45, cluttered: false });
  if (task === undefined) throw new Error('no task');
  return task;
}

test.each([
  [trialOf(0), 500, 'found'],
  [trialOf(63), 500, 'found'],
  [trialOf(65), 500, 'misplaced'],
  [trialOf(-31), 500, 'found'],
  [trialOf(-33), 500, 'misplaced'],
  [trialOf(63, 1000), 1000, 'found'],
  [trialOf(0, 500, 40), 500, 'misplaced'],
  [trialOf(20, 500, 40), 500, 'found'],
] as const)('a box that lies within the tolerance of every side is found (%#)', (trial, ppi, outcome) => {
  expect(judgeSlap(taskOf(ppi), trial)).toMatchObject({ fingers: [{ outcome }], hand: 'right', surplus: 0 });
});

test('another position is absent and surplus; an angle far off is misplaced', () => {
  const trial = trialOf(0);
  const [finger] = trial.found.fingers;
  if (finger === undefined) throw new Error('no finger');
  const others = (change: object): SlapTrial => ({
    ...trial,
    found: { ...trial.found, fingers: [{ ...finger, ...change }] },
  });
  expect(judgeSlap(taskOf(), others({ position: 3 }))).toMatchObject({ fingers: [{ outcome: 'absent' }], surplus: 1 });
  expect(judgeSlap(taskOf(), others({ angle: 5 })).fingers[0]?.outcome).toBe('misplaced');
});

test('the plan spreads tilts, pressure and missing fingers, and is the same every time', () => {
  const plan = { people: 140, seed: 3, ppi: 500, mostTilt: 45, cluttered: true } as const;
  const tasks = planSlaps(plan);
  expect(tasks).toEqual(planSlaps(plan));
  expect(tasks).toHaveLength(420);
  const tilts = tasks.map(({ request }) => request.tiltDegrees ?? 0).toSorted((a, b) => a - b);
  expect(tilts[0]).toBeLessThan(-43);
  expect(tilts.at(-1)).toBeGreaterThan(43);
  const missing = tasks.filter(({ request }) => request.missingFingers.length > 0);
  expect(missing.length).toBeGreaterThan(100);
  expect(missing.length).toBeLessThan(150);
  expect(new Set(tasks.map(({ request }) => request.condition)).size).toBe(4);
  expect(new Set(tasks.map(({ clutter }) => clutter)).size).toBe(420);
  expect(planSlaps({ ...plan, cluttered: false }).filter(({ clutter }) => clutter !== undefined)).toEqual([]);
});

test('figures count fingers and hands, all together and by group', () => {
  const task = taskOf();
  const trial = trialOf(0);
  const bad = trialOf(100);
  const figures = slapFigures([trial, bad].map((each) => ({ task, trial: each, judged: judgeSlap(task, each) })));
  expect(figures[0]).toMatchObject({ name: 'all', slaps: 2, fingers: 2, found: 1, misplaced: 1, absent: 0 });
  expect(figures.find(({ name }) => name === 'right four')).toMatchObject({
    hands: { right: 2, unknown: 0, wrong: 0 },
  });
});
