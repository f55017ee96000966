import { Gauge, type Registry } from 'prom-client';
import type { EngineLoad } from '../../engine/index.js';

interface Measured {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  read(load: EngineLoad): readonly (readonly [labels: Record<string, string>, value: number])[];
}

/** How busy the engine is; what counts up is told as gauges, too, since the engine has counted it already. */
const measured: readonly Measured[] = [
  { name: 'threads', help: 'worker threads', labels: ['crew'], read: ofCrews(({ threads }) => threads) },
  { name: 'threads_at_work', help: 'busy worker threads', labels: ['crew'], read: ofCrews(({ atWork }) => atWork) },
  {
    name: 'tasks_waiting',
    help: 'tasks that wait for a thread',
    labels: ['crew'],
    read: ofCrews(({ waiting }) => waiting),
  },
  { name: 'tasks_total', help: 'tasks done', labels: ['crew', 'task'], read: ofTasks(({ done }) => done) },
  {
    name: 'task_work_seconds_total',
    help: 'time that threads worked at tasks',
    labels: ['crew', 'task'],
    read: ofTasks(({ workedMs }) => workedMs / 1000),
  },
  {
    name: 'task_wait_seconds_total',
    help: 'time that tasks waited for a thread',
    labels: ['crew', 'task'],
    read: ofTasks(({ waitedMs }) => waitedMs / 1000),
  },
  { name: 'searches_waiting', help: 'searches that wait for a thread', read: ofSearches('waiting') },
  { name: 'searches_total', help: 'searches that ended', read: ofSearches('done') },
  { name: 'searches_incomplete_total', help: 'searches that missed subjects', read: ofSearches('incomplete') },
  { name: 'subjects_searched_total', help: 'subjects that searches looked at', read: ofSearches('subjectsSearched') },
  {
    name: 'subjects_compared_total',
    help: 'subjects whose prints were compared',
    read: ofSearches('subjectsCompared'),
  },
  { name: 'searches_together', help: 'searches that read the codes together, mean', read: ofSearches('meanTogether') },
];

/** `load` gives nothing while the gallery is filled. */
export function addEngineMetrics(registry: Registry, load: () => EngineLoad | undefined): void {
  for (const { name, help, labels = [], read } of measured) {
    new Gauge({
      name: `ridgeline_${name}`,
      help,
      labelNames: labels,
      registers: [registry],
      collect() {
        const now = load();
        for (const [values, value] of now === undefined ? [] : read(now)) this.set(values, value);
      },
    });
  }
}

type Crew = EngineLoad['foreground'];

function crewsOf({ foreground, background }: EngineLoad): readonly (readonly [string, Crew])[] {
  return [
    ['foreground', foreground],
    ['background', background],
  ];
}

function ofCrews(value: (crew: Crew) => number): Measured['read'] {
  return (load) => crewsOf(load).map(([crew, each]) => [{ crew }, value(each)] as const);
}

function ofTasks(value: (figures: Crew['tasks'][string]) => number): Measured['read'] {
  return (load) =>
    crewsOf(load).flatMap(([crew, { tasks }]) =>
      Object.entries(tasks).map(([task, figures]) => [{ crew, task }, value(figures)] as const),
    );
}

function ofSearches(figure: keyof EngineLoad['searches']): Measured['read'] {
  return ({ searches }) => [[{}, searches[figure]]];
}
