import { pino } from 'pino';
import { expect, test } from 'vitest';
import { pointsOf, quantileMs, total, withMoment } from '../../../src/console/status/history.js';
import { type Figures, readFigures } from '../../../src/console/status/metrics.js';
import type { EngineInfo } from '../../../src/engine/index.js';
import { Admission } from '../../../src/service/operation/admission.js';
import { BackupErasures } from '../../../src/service/operation/backup-erasures.js';
import { Metrics } from '../../../src/service/operation/metrics.js';

/** Figures as a service tells them after searches of so many milliseconds. */
async function figuresAfter(durationsMs: readonly number[]): Promise<Figures> {
  const limits = { atWork: 1, waiting: 1, waitingPerClient: 1 };
  const metrics = new Metrics({
    admission: new Admission(limits),
    backups: new BackupErasures([], pino({ level: 'silent' })),
    info: () => ({ subjects: 51, galleryBytes: 1000 }) as EngineInfo,
    load: () => undefined,
  });
  for (const durationMs of durationsMs) metrics.ended('search', 200, durationMs);
  metrics.ended('readStatus', 200, 9000);
  metrics.alert('credentials refused');
  metrics.alert('operation refused');
  return readFigures(await metrics.text());
}

test('figures are read from what the service tells Prometheus; its own housekeeping does not count', async () => {
  const figures = await figuresAfter([4, 4, 40]);
  expect(figures).toMatchObject({ subjects: 51, galleryBytes: 1000, waiting: 0, atWork: 0, alerts: 2 });
  expect([...figures.answered]).toEqual([['search', 3]]);
  expect(figures.within.get(0.005)).toBe(2);
  expect(figures.within.get(Number.POSITIVE_INFINITY)).toBe(3);
});

test('a quantile lies in the class that it falls in', async () => {
  const { within } = await figuresAfter([...Array(90).fill(30), ...Array(10).fill(700)]);
  expect(quantileMs(within, 0.5)).toBeGreaterThan(25);
  expect(quantileMs(within, 0.5)).toBeLessThan(50);
  expect(quantileMs(within, 0.95)).toBeGreaterThan(500);
  expect(quantileMs(within, 0.95)).toBeLessThan(1000);
  expect(quantileMs(new Map(), 0.5)).toBeNull();
});

test('rates are of the last minute, old moments are dropped, and a restart begins anew', async () => {
  const figures = await Promise.all([0, 10, 30, 40].map((count) => figuresAfter(Array(count).fill(30))));
  const moments = figures
    .slice(0, 3)
    .map((one, place) => ({ atMs: 40_000 * place, figures: one }))
    .reduce(withMoment, [] as ReturnType<typeof withMoment>);
  const points = pointsOf(moments);
  expect(points.map(({ perSecond }) => perSecond)).toEqual([10 / 40, 20 / 40]);
  expect(points[1]?.medianMs).toBeGreaterThan(25);
  const [, few, , many] = figures;
  if (few === undefined || many === undefined) throw new Error('there are four');
  expect(withMoment(moments, { atMs: 120_000, figures: few })).toHaveLength(1);
  expect(withMoment(moments, { atMs: 3_600_000, figures: many }).map(({ figures }) => total(figures))).toEqual([40]);
});
