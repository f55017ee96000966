/** Reading the fields that an explained extraction shows. */
import type { StageField } from './binding.js';
import { RidgelineError } from './error.js';

interface Place {
  readonly x: number;
  readonly y: number;
}

export function fieldOf(fields: Readonly<Record<string, StageField>>, name: string): StageField {
  const field = fields[name];
  if (field === undefined) throw new RidgelineError('INTERNAL', `extraction shows no field named ${name}`);
  return field;
}

/** The value of the cell that a point lies in, px; undefined outside of the field. */
export function valueAt({ columns, rows, cellPx, values }: StageField, { x, y }: Place): number | undefined {
  const [column, row] = [Math.floor(x / cellPx), Math.floor(y / cellPx)];
  if (column < 0 || row < 0 || column >= columns || row >= rows) return undefined;
  return values[row * columns + column];
}

/** Whether eight points around a place, so far from it, lie in the foreground. */
export function isDeep(foreground: StageField, { x, y }: Place, marginPx: number): boolean {
  return Array.from({ length: 8 }, (_, step) => (step * Math.PI) / 4).every(
    (turn) => valueAt(foreground, { x: x + marginPx * Math.cos(turn), y: y + marginPx * Math.sin(turn) }) === 1,
  );
}
