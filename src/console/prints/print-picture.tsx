import type { Drawing } from '../../service/api/look-schemas.js';
import { MinutiaMark } from './minutia-mark.js';

export interface PrintPictureProps {
  readonly drawing: Drawing;
  readonly picture: unknown;
  readonly label: string;
  readonly showMinutiae: boolean;
}

/** A print with its minutiae drawn over it. */
export function PrintPicture({ drawing, picture, label, showMinutiae }: PrintPictureProps) {
  const { width, height, minutiae } = drawing;
  return (
    <svg class="print-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <rect class="print-paper" width={width} height={height} />
      {typeof picture === 'string' && <image href={`data:image/png;base64,${picture}`} width={width} height={height} />}
      {showMinutiae && minutiae.map((minutia, place) => <MinutiaMark key={place} minutia={minutia} />)}
    </svg>
  );
}
