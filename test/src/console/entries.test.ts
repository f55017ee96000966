import { expect, test } from 'vitest';
import { type AuditRecord, newestOf, noFilter } from '../../../src/console/audit/entries.js';

async function* records(): AsyncGenerator<AuditRecord> {
  for (let sequence = 1; sequence <= 100; sequence += 1) {
    const isAlert = sequence % 10 === 0;
    const entry = isAlert
      ? { kind: 'alert', event: 'credentials refused' }
      : { kind: 'operation', outcome: sequence % 2 === 0 ? 'hit' : 'no-hit', official: `B-${sequence}` };
    yield { sequence, at: '2026-11-29T12:00:00.000Z', entry };
  }
}

test('the newest entries that pass are shown, the newest first, and all that pass are counted', async () => {
  const all = await newestOf(records(), noFilter, 7);
  expect([all.passed, all.shown.map(({ sequence }) => sequence)]).toEqual([100, [100, 99, 98, 97, 96, 95, 94]]);
  const hits = await newestOf(records(), { ...noFilter, outcome: 'hit' }, 2);
  expect([hits.passed, hits.shown.map(({ sequence }) => sequence)]).toEqual([40, [98, 96]]);
  const alerts = await newestOf(records(), { ...noFilter, kind: 'alert' }, 100);
  expect(alerts.shown).toHaveLength(10);
  const named = await newestOf(records(), { ...noFilter, text: 'b-42' }, 100);
  expect(named.shown.map(({ sequence }) => sequence)).toEqual([42]);
});
