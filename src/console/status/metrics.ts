/** Figures of the service at one moment, from its metrics for Prometheus. */
export interface Figures {
  /** Operations answered since the start, by name. */
  readonly answered: ReadonlyMap<string, number>;
  /** Answers within each bound in seconds, of operations that work with prints or records. */
  readonly within: ReadonlyMap<number, number>;
  readonly subjects: number;
  readonly galleryBytes: number;
  readonly waiting: number;
  readonly atWork: number;
  readonly alerts: number;
}

/** What this page itself asks for, and what is no operation: their times say nothing of the service's work. */
const housekeeping: ReadonlySet<string> = new Set([
  'readStatus',
  'readMetrics',
  'readClient',
  'readReady',
  'readOpenApi',
  'readAudit',
  'readStatistics',
  'other',
]);

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function readFigures(text: string): Figures {
  const answered = new Map<string, number>();
  const within = new Map<number, number>();
  const gauges = new Map<string, number>();
  for (const { name, labels, value } of samplesOf(text)) {
    const operation = labels['operation'] ?? '';
    if (name === 'ridgeline_operation_seconds_count' && !housekeeping.has(operation)) add(answered, operation, value);
    else if (name === 'ridgeline_operation_seconds_bucket' && !housekeeping.has(operation))
      add(within, labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le']), value);
    else add(gauges, name, value);
  }
  const gauge = (name: string): number => gauges.get(`ridgeline_${name}`) ?? 0;
  return {
    answered,
    within,
    subjects: gauge('subjects'),
    galleryBytes: gauge('gallery_bytes'),
    waiting: gauge('operations_waiting'),
    atWork: gauge('operations_at_work'),
    alerts: gauge('alerts_total'),
  };
}

function add<Key>(sums: Map<Key, number>, key: Key, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

/** The lines of the text format of Prometheus that carry values. */
function samplesOf(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:\\.|[^"\\])*)"/g)].map(([, key = '', text = '']) => [key, text]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }];
  });
}
