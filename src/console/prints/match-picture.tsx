import type { Match } from '../../service/api/look-schemas.js';
import { MinutiaMark } from './minutia-mark.js';

/** Between the two prints, px at 500 ppi. */
const gap = 24;

/** Turn of hue from pair to pair, degrees: the golden angle, which keeps neighbours in the list apart in colour. */
const hueStep = 137.508;

interface MatchPictureProps {
  readonly match: Match;
  readonly pictures: { readonly probe: unknown; readonly candidate: unknown };
  readonly label: string;
}

/** Two prints of a finger side by side, with a line between minutiae that were held for the same. */
export function MatchPicture({ match, pictures, label }: MatchPictureProps) {
  const { probe, candidate, pairs } = match;
  const right = probe.drawing.width + gap;
  const width = right + candidate.drawing.width;
  const height = Math.max(probe.drawing.height, candidate.drawing.height);
  const paired = {
    probe: new Set(pairs.map((pair) => pair.probe)),
    candidate: new Set(pairs.map((pair) => pair.candidate)),
  };
  return (
    <svg class="match-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <Side side={probe} picture={pictures.probe} paired={paired.probe} left={0} />
      <Side side={candidate} picture={pictures.candidate} paired={paired.candidate} left={right} />
      {pairs.map((pair, place) => {
        const [from, to] = [probe.drawing.minutiae[pair.probe], candidate.drawing.minutiae[pair.candidate]];
        if (from === undefined || to === undefined) return null;
        const colour = `hsl(${Math.round(place * hueStep) % 360} 85% 38%)`;
        return (
          <g key={place} class="pair" stroke={colour}>
            <MinutiaMark minutia={from} colour={colour} />
            <MinutiaMark minutia={{ ...to, x: to.x + right }} colour={colour} />
            <line x1={from.x} y1={from.y} x2={to.x + right} y2={to.y} />
          </g>
        );
      })}
    </svg>
  );
}

interface SideProps {
  readonly side: Match['probe'];
  readonly picture: unknown;
  readonly paired: ReadonlySet<number>;
  readonly left: number;
}

/** One print, its minutiae without a partner in grey. */
function Side({ side, picture, paired, left }: SideProps) {
  const { width, height, minutiae } = side.drawing;
  return (
    <g transform={`translate(${left} 0)`}>
      <rect class="print-paper" width={width} height={height} />
      {typeof picture === 'string' && (
        <image href={`data:image/png;base64,${picture}`} width={width} height={height} opacity="0.75" />
      )}
      {minutiae.map((minutia, place) =>
        paired.has(place) ? null : <MinutiaMark key={place} minutia={minutia} colour="#8a94a3" />,
      )}
    </g>
  );
}
