import { InvalidArgumentError, Option } from 'commander';
import type { FingerPosition } from '../engine/index.js';
import { maxPpi, minPpi } from '../formats/limits.js';
import { toPosition } from './print-file.js';

/** A parser of a whole number within bounds; commander says which option it was. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= low && number <= high) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`);
  };
}

/** A parser of a list of whole numbers such as 1,8,64. */
export function wholeNumbers(low: number, high: number): (text: string) => number[] {
  return (text) => text.split(',').map(wholeNumber(low, high));
}

/** A parser of an angle that isn't a whole turn. */
export function turn(text: string): number {
  const degrees = text.trim() === '' ? Number.NaN : Number(text);
  if (Math.abs(degrees) < 360 && degrees !== 0) return degrees;
  throw new InvalidArgumentError('Expected degrees between -360 and 360 and not 0, such as 90.');
}

/** A parser of a rate such as 0.001 or 1e-3. */
export function rate(text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number > 0 && number <= 1) return number;
  throw new InvalidArgumentError('Expected a rate above 0 and at most 1, such as 0.001.');
}

export function position(text: string): FingerPosition {
  const found = /^\d+$/.test(text) ? toPosition(Number(text)) : undefined;
  if (found !== undefined) return found;
  throw new InvalidArgumentError(
    'Expected a finger position: 1 right thumb to 5 right little, 6 left thumb to 10 left little, 0 unknown.',
  );
}

/** A parser of a list such as 1,2,7. */
export function positions(text: string): readonly FingerPosition[] {
  const found = [...new Set(text.split(',').map((part) => position(part.trim())))];
  if (!found.includes(0)) return found;
  throw new InvalidArgumentError('Expected finger positions from 1 to 10.');
}

export const mostThreads = 256;

export const jsonOption = (): Option => new Option('--json', 'write one JSON document to stdout');

export const ppiOption = (): Option =>
  new Option('--ppi <n>', 'resolution of the images; wins over their headers, needed where those state none').argParser(
    wholeNumber(minPpi, maxPpi),
  );

export const positionOption = (): Option =>
  new Option('--position <n>', 'finger position of the prints, 1 to 10; 0 unknown').argParser(position);

export const threadsOption = (): Option =>
  new Option('--threads <n>', "worker threads (default: the machine's cores)").argParser(wholeNumber(1, mostThreads));
