import { expect, test } from 'vitest';
import { guessPosition } from '../../../src/console/prints/fingers.js';

test.each([
  ['2.png', 2],
  ['10.wsq', 10],
  ['2_1.png', 2],
  ['P0003_2_1.png', 2],
  ['P_7_12.tif', 7],
  ['finger-6.png', 6],
  ['right-index.png', 2],
  ['Left Thumb.jpg', 6],
  ['left_ring_1.bmp', 9],
  ['R_middle.png', 3],
  ['scan.png', 0],
  ['11.png', 0],
  ['string-of-words.png', 0],
])('the name %s says finger %i', (name, position) => {
  expect(guessPosition(name)).toBe(position);
});
