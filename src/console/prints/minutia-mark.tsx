import type { Drawing } from '../../service/api/look-schemas.js';

export type Minutia = Drawing['minutiae'][number];

/** px at 500 ppi: half a mark is about half a ridge period, the tick a period. */
const radius = 4;
const tick = 10;

/** A minutia as experts draw it: endings round, bifurcations square, with a tick in its direction. */
export function MinutiaMark({ minutia, colour }: { readonly minutia: Minutia; readonly colour?: string }) {
  const { x, y, angle, type } = minutia;
  const radians = (angle * Math.PI) / 180;
  return (
    <g class={colour === undefined ? `mark mark-${type}` : 'mark'} stroke={colour}>
      {type === 'bifurcation' ? (
        <rect x={x - radius} y={y - radius} width={2 * radius} height={2 * radius} />
      ) : (
        <circle cx={x} cy={y} r={radius} />
      )}
      {/* Angles run counter-clockwise with y up; y of the picture runs down. */}
      <line x1={x} y1={y} x2={x + tick * Math.cos(radians)} y2={y - tick * Math.sin(radians)} />
    </g>
  );
}
