import { expect, test } from 'vitest';
import {
  type Cause,
  type PairFigures,
  proposeCause,
  proposeImpostorCause,
} from '../../../../../src/cli/bench/failures/cause.js';

const usual: PairFigures = {
  overlapMm2: 140,
  commonMinutiae: 25,
  lostShare: 0.1,
  flowApart: 0.01,
  periodApart: 0,
  distortionPx: 6,
  counterpartShare: 0.8,
  facingShare: 0.2,
  rightPairs: 1,
};

test.each<[Cause, Partial<PairFigures>]>([
  ['matcher', {}],
  ['little overlap', { overlapMm2: 40 }],
  ['little overlap', { commonMinutiae: 5 }],
  ['segmentation', { lostShare: 0.5 }],
  // What segmentation left out is why so little is in common.
  ['segmentation', { lostShare: 0.5, overlapMm2: 40 }],
  ['orientation', { flowApart: 0.3 }],
  ['ridge period', { periodApart: 0.3 }],
  ['distortion', { distortionPx: 20 }],
  ['missed or false minutiae', { counterpartShare: 0.3 }],
  ['broken or joined ridges', { counterpartShare: 0.3, facingShare: 0.7 }],
  // The earliest stage is named.
  ['distortion', { distortionPx: 20, flowApart: 0.3, counterpartShare: 0.3 }],
  ['orientation', { flowApart: 0.3, periodApart: 0.3, counterpartShare: 0.3 }],
  ['ridge period', { periodApart: 0.3, counterpartShare: 0.3 }],
])('%s is named for %j', (cause, unusual) => {
  const proposal = proposeCause({ ...usual, ...unusual });
  expect(proposal.cause).toBe(cause);
  expect(proposal.reason).toMatch(/\d/);
});

test('a distortion that could not be measured is no reason', () => {
  const { distortionPx: _, ...unmeasured } = usual;
  expect(proposeCause(unmeasured).cause).toBe('matcher');
});

test('an impostor is blamed on the little that was compared, or on the matcher', () => {
  expect(proposeImpostorCause({ ...usual, overlapMm2: 30 }).cause).toBe('little overlap');
  const contradicted = proposeImpostorCause({ ...usual, flowApart: 0.4, periodApart: 0.9 });
  expect(contradicted.cause).toBe('matcher');
  expect(contradicted.reason).toMatch(/although the ridges run apart in 40 % .* periods differ in 90 %/);
  expect(proposeImpostorCause(usual).reason).toContain('flow and period are alike');
});
