import { expect, test } from 'vitest';
import { tenprintImagesOf } from '../../../../src/formats/ansi-nist/tenprint.js';
import { fixedPrint, rawPrint, tagged, transactionOf } from './sample-transactions.js';

test('fingers, slaps and missing fingers of one person', () => {
  const { fingers, slaps, missing, others } = tenprintImagesOf(
    transactionOf(
      rawPrint({ 13: '2', 3: '1' }),
      rawPrint({ 13: '11', 3: '0' }),
      fixedPrint({ positions: [7, 255, 255, 255, 255, 255] }),
      rawPrint({ 13: '13', 3: '0', 18: [['4', 'XX']] }),
      tagged(14, { 2: '9', 3: '1', 4: 'ORIG', 5: '20260102', 13: '4', 18: [['4', 'XX']] }),
    ),
  );
  expect(fingers.map(({ position, impression }) => [position, impression])).toEqual([
    [2, 'rolled'],
    [1, 'plain'],
    [7, 'rolled'],
  ]);
  expect(slaps).toMatchObject([{ hand: 13, fingers: [2, 3, 5] }]);
  expect(missing).toEqual([{ position: 4, code: 'XX' }]);
  expect(others).toEqual([]);
});

test('groups of fingers belong to the hand that shows them; others need stated segments', () => {
  const { slaps, others } = tenprintImagesOf(
    transactionOf(
      rawPrint({ 13: '47' }),
      rawPrint({ 13: '46' }),
      rawPrint({
        13: '46',
        21: [
          ['2', '0', '5', '0', '9'],
          ['7', '6', '11', '0', '9'],
        ],
      }),
    ),
  );
  expect(slaps.map(({ hand, fingers }) => [hand, fingers])).toEqual([
    [13, [2, 3, 4]],
    [undefined, [2, 7]],
  ]);
  expect(others.map(({ record }) => record)).toEqual([2]);
});

test('marks, palms, joints, extra digits and latent impressions are not matched', () => {
  const images = [
    tagged(13, { 2: '1', 3: '4', 13: '2', 999: new Uint8Array(120) }),
    tagged(15, { 2: '2', 3: '10', 13: '21', 999: new Uint8Array(120) }),
    rawPrint({ 13: '19' }),
    rawPrint({ 13: '16' }),
    fixedPrint({ impression: 4 }),
  ];
  const { fingers, slaps, others } = tenprintImagesOf(transactionOf(...images));
  expect({ fingers, slaps }).toEqual({ fingers: [], slaps: [] });
  expect(others).toHaveLength(images.length);
});

test('a print that may be of several fingers is of an unknown one', () => {
  const { fingers } = tenprintImagesOf(transactionOf(rawPrint({ 13: [['2'], ['3']] })));
  expect(fingers).toMatchObject([{ position: 0, impression: 'rolled' }]);
});
