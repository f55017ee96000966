import { scaleLinear, scaleTime } from 'd3-scale';
import { line } from 'd3-shape';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

interface LineChartProps {
  readonly title: string;
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** True for counts of things that hardly change: whole numbers, and no room down to zero. */
  readonly isStock?: boolean;
}

/** A scale must not be empty where all values are zero. */
const tiny = 1e-9;

const height = 170;
const margin = { top: 10, right: 14, bottom: 24, left: 70 };

/** Roughly, the scales take round numbers near it. */
const yTicks = 4;

/** Room that a time of day takes on the axis, px. */
const timeWidth = 130;

/** Values over time. The newest of them stand in words above, for those who don't see the lines. */
export function LineChart({ title, times, series, format, isStock = false }: LineChartProps) {
  const language = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const newest = series.map(({ name, values }) => {
    const value = values.at(-1);
    return { name, text: value === undefined || value === null ? '–' : format(value) };
  });
  const low = isStock ? Math.max(0, Math.min(...known) - 1) : 0;
  const high = Math.max(...known, isStock ? low + 2 : tiny);
  const x = scaleTime([times[0] ?? 0, times.at(-1) ?? 1], [margin.left, width - margin.right]);
  const y = scaleLinear([low, high], [height - margin.bottom, margin.top]).nice(yTicks);
  const ticks = y.ticks(yTicks).filter((tick) => !isStock || Number.isInteger(tick));
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, place) => x(times[place] ?? 0))
    .y((value) => y(value ?? 0));
  return (
    <section class="card chart" aria-label={title}>
      <h2>{title}</h2>
      <ul class="legend">
        {newest.map(({ name, text }, place) => (
          <li key={name} class={`series-${place}`}>
            {name} <strong>{text}</strong>
          </li>
        ))}
      </ul>
      <div ref={frame} class="chart-frame">
        {times.length < 2 || known.length === 0 ? (
          <p class="fine chart-empty">{language.text(times.length < 2 ? 'chart.gathering' : 'chart.quiet')}</p>
        ) : (
          <svg width={width} height={height} aria-hidden="true">
            {ticks.map((tick) => (
              <g key={tick} transform={`translate(0 ${y(tick)})`}>
                <line class="grid" x1={margin.left} x2={width - margin.right} />
                <text x={margin.left - 8} dy="0.32em" text-anchor="end">
                  {format(tick)}
                </text>
              </g>
            ))}
            {x.ticks(width / timeWidth).map((tick) => (
              <text key={tick.getTime()} x={x(tick)} y={height - 6} text-anchor="middle">
                {language.timeOfDay(tick)}
              </text>
            ))}
            {series.map(({ name, values }, place) => (
              <path key={name} class={`line series-${place}`} d={path([...values]) ?? ''} />
            ))}
          </svg>
        )}
      </div>
    </section>
  );
}

/** The width that the page gives a frame, px. */
function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(320);
  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return width;
}
