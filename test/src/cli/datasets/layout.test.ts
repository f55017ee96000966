import { describe, expect, test } from 'vitest';
import { readCatalogue, selectParts } from '../../../../src/cli/datasets/catalogue.js';
import { compileLayout } from '../../../../src/cli/datasets/layout.js';

const catalogue = await readCatalogue();

function named(name: string, path: string) {
  const part = selectParts(catalogue, name).parts[0];
  if (part === undefined) throw new Error(`${name} has no parts`);
  return compileLayout(part)(path);
}

describe('the name of a file tells what print it is', () => {
  test.each([
    ['fvc2002/db1_b', '101_1.tif', { finger: '101', impression: '1', ppi: 500 }],
    ['fvc2004/db3_a', '7_8.png', { finger: '7', impression: '8', ppi: 512 }],
    ['fvc2006/db2_b', '150_12.bmp', { finger: '150', impression: '12', ppi: 569 }],
    ['nist-sd4', 'figs_0/f0001_01.png', { finger: '0001', impression: 'f', position: 1 }],
    ['nist-sd300/a', 'roll/00001000_roll_500_10.png', { finger: '00001000_10', impression: 'roll_500', kind: 'roll' }],
    ['nist-sd300/a', 'plain/00001000_plain_500_12.png', { finger: '00001000_6', position: 6, person: '00001000' }],
    ['nist-sd301', 'dryrun-A/500/roll/png/00002223_01_dryrun-A_500_roll_01.png', { finger: '00002223_1', ppi: 500 }],
    ['nist-sd302/a', 'A/roll/png/00002303_A_roll_01.png', { finger: '00002303_1', impression: 'A_roll' }],
    ['nist-sd302/b_1000', 'V/1000/slap-segmented/png/00002307_V_1000_slap_04.png', { finger: '00002307_4', ppi: 1000 }],
    ['socofing/real', '1__M_Left_index_finger.BMP', { finger: '1_7', impression: '1', position: 7 }],
    ['socofing/real', '600__F_Right_little_finger.png', { finger: '600_5', position: 5 }],
    ['socofing/altered_hard', '1__M_Left_thumb_finger_Zcut.BMP', { finger: '1_6', impression: 'Zcut' }],
    ['neurotechnology/uareu', '012_3_1.tif', { finger: '012_3', person: '012', impression: '1' }],
    ['casia-v5', '000/L/000_L0_0.bmp', { finger: '000_L0', person: '000', impression: '0' }],
    ['fvs', '1_1_8b.bmp', { finger: '1', impression: '1' }],
    ['minex-iii', 'a001_02.png', { finger: '001_2', impression: 'a', position: 2 }],
  ])('%s: %s', (name, path, expected) => {
    expect(named(name, path)).toMatchObject({ path, ...expected });
  });
});

test.each([
  ['fvc2002/db1_b', 'a101_1.tif', 'unknown'],
  ['fvc2002/db1_b', 'sub/101_1.tif', 'unknown'],
  ['nist-sd300/a', 'slap/00001000_slap_500_13.png', 'other'],
  ['nist-sd300/a', 'roll/00001000_roll_1000_01.png', 'unknown'],
  ['nist-sd302/b_500', 'R/500/slap/png/00002303_R_500_slap_13.png', 'other'],
  ['nist-sd302/b_500', 'R/1000/roll/png/00002303_R_1000_roll_01.png', 'other'],
])('%s: %s is %s', (name, path, kind) => {
  expect(named(name, path)).toBe(kind);
});

test('a print of which no resolution is known has none', () => {
  expect(named('nist-sd302/a', 'A/roll/png/00002303_A_roll_01.png')).not.toHaveProperty('ppi');
});
