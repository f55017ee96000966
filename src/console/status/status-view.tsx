import { useLanguage } from '../language/language-context.js';
import { Problem } from '../parts/problem.js';
import { historyMs, type Moment, pointsOf } from './history.js';
import { LineChart } from './line-chart.js';
import type { ServiceState, Status } from './use-status.js';

const mebibyte = 2 ** 20;

/** What runs, how much it holds, how much it does and how fast. */
export function StatusView({ status: { state, moments, error } }: { readonly status: Status }) {
  const language = useLanguage();
  return (
    <>
      <h1>{language.text('status.title')}</h1>
      <Problem error={error} />
      {state !== undefined && <Tiles state={state} alerts={moments.at(-1)?.figures.alerts ?? 0} />}
      <Charts moments={moments} />
      {state !== undefined && <Machine state={state} />}
    </>
  );
}

function Tiles({ state, alerts }: { readonly state: ServiceState; readonly alerts: number }) {
  const language = useLanguage();
  const tiles = [
    [language.text('status.subjects'), language.number(state.subjects)],
    [language.text('status.prints'), language.number(state.prints)],
    [language.text('status.atWork'), language.number(state.atWork)],
    [language.text('status.waiting'), language.number(state.waiting)],
    [language.text('status.alerts'), language.number(alerts)],
  ] as const;
  return (
    <dl class="tiles">
      {tiles.map(([name, value]) => (
        <div key={name} class="card tile">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Charts({ moments }: { readonly moments: readonly Moment[] }) {
  const language = useLanguage();
  const points = pointsOf(moments).filter(({ atMs }) => atMs > Date.now() - historyMs);
  const times = points.map(({ atMs }) => atMs);
  return (
    <div class="charts">
      <LineChart
        title={language.text('chart.throughput')}
        times={times}
        series={[{ name: language.text('chart.perSecond'), values: points.map(({ perSecond }) => perSecond) }]}
        format={(value) => language.number(value, 2)}
      />
      <LineChart
        title={language.text('chart.latency')}
        times={times}
        series={[
          { name: language.text('chart.median'), values: points.map(({ medianMs }) => medianMs) },
          { name: language.text('chart.p95'), values: points.map(({ p95Ms }) => p95Ms) },
        ]}
        format={(value) => language.text('chart.ms', { ms: language.number(value) })}
      />
      <LineChart
        title={language.text('chart.gallery')}
        times={times}
        series={[{ name: language.text('status.subjects'), values: points.map(({ subjects }) => subjects) }]}
        format={(value) => language.number(value)}
        isStock
      />
    </div>
  );
}

function Machine({ state }: { readonly state: ServiceState }) {
  const language = useLanguage();
  const rows = [
    [language.text('status.version'), state.version],
    [language.text('status.started'), language.time(state.startedAt)],
    [language.text('status.threads'), `${language.number(state.threads)} (${state.isa})`],
    [language.text('status.memory'), `${language.number(state.galleryBytes / mebibyte, 1)} MiB`],
    [language.text('status.encrypted'), language.text(state.encrypted ? 'status.yes' : 'status.no')],
    [language.text('status.rotating'), language.text(state.rotatingKey ? 'status.yes' : 'status.no')],
  ] as const;
  return (
    <section class="card">
      <h2>{language.text('status.machine')}</h2>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
