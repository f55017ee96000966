import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from './tree.js';

test('imports run one way: .dependency-cruiser.cjs has no complaint', () => {
  const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
    { cwd: root, encoding: 'utf8' },
  );
  expect(`${stdout}${stderr}`).toMatch(/no dependency violations found/);
  expect(stdout).not.toMatch(/\(0 modules/);
  expect(status).toBe(0);
});
