import { count } from '../text.js';
import type { DatasetPart, Expected } from './dataset.js';
import type { Finding } from './finding.js';
import { type DatasetPrint, insidePath } from './layout.js';
import type { PartFiles } from './part-folder.js';

/** What the names of the files already tell: prints that are missing, too many or there twice, and files of other names. */
export function checkNames(part: DatasetPart, { folder, prints, unknown }: PartFiles): Finding[] {
  const expectation = new Expectation(part.expected);
  const wanted = prints.filter((print) => expectation.admits(print));
  const stray = prints.filter((print) => !expectation.admits(print)).map(({ path }) => path);
  return [
    ...missingPrints(expectation, wanted),
    ...wrongCounts(expectation, wanted),
    ...[...unknown, ...stray].toSorted().map((path) => ({
      kind: 'unexpected' as const,
      path,
      message: `${insidePath(folder, path)} is no print of this part by its name`,
    })),
    ...doubles(folder, wanted),
  ];
}

/** Which fingers and impressions a part must have, as far as the catalogue knows. */
class Expectation {
  readonly expected: Expected;
  /** Names of impressions; undefined where they are not known. */
  readonly impressions: readonly string[] | undefined;

  constructor(expected: Expected) {
    this.expected = expected;
    const { impressions, impressionNames } = expected;
    this.impressions = impressionNames ?? (impressions === null ? undefined : numbersFrom(1, impressions));
  }

  /** Names of fingers; undefined where they are not numbered. */
  get fingers(): readonly string[] | undefined {
    const { firstFinger, fingers } = this.expected;
    return firstFinger === undefined || fingers === null ? undefined : numbersFrom(firstFinger, fingers);
  }

  admits({ finger, impression }: DatasetPrint): boolean {
    const { firstFinger, fingers } = this.expected;
    const isFinger =
      firstFinger === undefined ||
      fingers === null ||
      (Number(finger) >= firstFinger && Number(finger) < firstFinger + fingers);
    return isFinger && (this.impressions === undefined || this.impressions.includes(impressionKey(impression)));
  }
}

function numbersFrom(first: number, length: number): string[] {
  return Array.from({ length }, (_, index) => String(first + index));
}

/** Numbers count as numbers, so that 01 is 1; names do not depend on the case of letters. */
function impressionKey(impression: string): string {
  return /^\d+$/.test(impression) ? String(Number(impression)) : impression.toLowerCase();
}

function missingPrints(expectation: Expectation, prints: readonly DatasetPrint[]): Finding[] {
  const { impressions } = expectation;
  if (impressions === undefined) return [];
  const there = new Map<string, Set<string>>();
  // A finger's number may be written with zeros before it, so numbered fingers are looked up by their numbers.
  const keyOf = (finger: string): string => (expectation.fingers === undefined ? finger : String(Number(finger)));
  for (const { finger, impression } of prints) {
    const key = keyOf(finger);
    there.set(key, (there.get(key) ?? new Set()).add(impressionKey(impression)));
  }
  return (expectation.fingers ?? [...there.keys()]).flatMap((finger) => {
    const missing = impressions.filter((impression) => there.get(finger)?.has(impressionKey(impression)) !== true);
    if (missing.length === 0) return [];
    const which = missing.length === impressions.length ? `all ${count(missing.length, 'impression')}` : named(missing);
    return [{ kind: 'missing' as const, message: `finger ${finger}: ${which} missing` }];
  });
}

function named(impressions: readonly string[]): string {
  return `impression${impressions.length === 1 ? '' : 's'} ${impressions.join(', ')}`;
}

/** Counts that no list of missing prints explains. */
function wrongCounts(expectation: Expectation, prints: readonly DatasetPrint[]): Finding[] {
  const { fingers, prints: total } = expectation.expected;
  const wrong = (noun: string, found: number, wanted: number): Finding[] =>
    found === wanted ? [] : [{ kind: 'count', message: `${count(found, noun)} instead of ${wanted}` }];
  const foundFingers = new Set(prints.map(({ finger }) => finger)).size;
  if (fingers !== null) return expectation.fingers === undefined ? wrong('finger', foundFingers, fingers) : [];
  return total === null ? [] : wrong('print', prints.length, total);
}

/** Prints that lie in the folder twice, in two formats or under two folders. */
function doubles(folder: string, prints: readonly DatasetPrint[]): Finding[] {
  const first = new Map<string, string>();
  return prints.flatMap(({ finger, impression, path }) => {
    const key = `${finger}\n${impression}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, path);
      return [];
    }
    const message = `${insidePath(folder, path)} is the same print as ${insidePath(folder, other)}`;
    return [{ kind: 'duplicate' as const, path, message }];
  });
}
