import { RidgelineError } from '../../engine/index.js';
import type { Access, Dataset, DatasetPart, Expected, LayoutBasis } from './dataset.js';
import { compileLayout } from './layout.js';

const accesses: readonly Access[] = ['open', 'registration', 'application', 'unknown'];
const layoutBases: readonly LayoutBasis[] = ['seen', 'documented', 'reported', 'assumed'];

type Fields = Readonly<Record<string, unknown>>;

/** An entry of the catalogue from its file. `name` is what errors call the file. */
export function parseDataset(text: string, name: string): Dataset {
  try {
    return toDataset(new Reader(JSON.parse(text), ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RidgelineError('INTERNAL', `${name}: expected an entry of the catalogue, but ${reason}`, { cause });
  }
}

function toDataset(reader: Reader): Dataset {
  return {
    id: reader.identifier('id'),
    title: reader.text('title'),
    what: reader.text('what'),
    people: reader.countOrNull('people'),
    addresses: reader.texts('addresses'),
    access: reader.oneOf('access', accesses),
    licence: reader.text('licence'),
    licenceShort: reader.text('licenceShort'),
    cite: reader.text('cite'),
    notes: reader.texts('notes'),
    parts: reader.children('parts').map(toPart),
  };
}

function toPart(reader: Reader): DatasetPart {
  const part: DatasetPart = {
    id: reader.identifier('id'),
    title: reader.text('title'),
    sensor: reader.text('sensor'),
    folder: reader.text('folder', true),
    prints: reader.text('prints'),
    ...(reader.has('others') ? { others: reader.text('others') } : {}),
    layout: reader.oneOf('layout', layoutBases),
    format: reader.text('format'),
    ppi: reader.countOrNull('ppi'),
    width: reader.countOrNull('width'),
    height: reader.countOrNull('height'),
    expected: toExpected(reader.child('expected')),
    archive: reader.textOrNull('archive'),
    sha256: reader.textOrNull('sha256'),
  };
  compileLayout(part);
  return part;
}

function toExpected(reader: Reader): Expected {
  return {
    prints: reader.countOrNull('prints'),
    fingers: reader.countOrNull('fingers'),
    impressions: reader.countOrNull('impressions'),
    ...(reader.has('firstFinger') ? { firstFinger: reader.count('firstFinger') } : {}),
    ...(reader.has('impressionNames') ? { impressionNames: reader.texts('impressionNames') } : {}),
  };
}

/** Reads the fields of an object and says which of them is not as it must be. */
class Reader {
  readonly #fields: Fields;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TypeError(`${place === '' ? 'it' : place} is no object`);
    }
    this.#fields = value as Fields;
    this.#place = place;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  text(name: string, mayBeEmpty = false): string {
    const value = this.#fields[name];
    if (typeof value === 'string' && (mayBeEmpty || value !== '')) return value;
    throw this.#wrong(name, 'text');
  }

  textOrNull(name: string): string | null {
    return this.#fields[name] === null ? null : this.text(name);
  }

  /** A name that can stand in a command: small letters, digits, hyphens and underscores. */
  identifier(name: string): string {
    const value = this.text(name);
    if (/^[a-z0-9][a-z0-9_-]*$/.test(value)) return value;
    throw this.#wrong(name, 'a name of small letters, digits, hyphens and underscores');
  }

  count(name: string): number {
    const value = this.#fields[name];
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
    throw this.#wrong(name, 'a whole number above 0');
  }

  countOrNull(name: string): number | null {
    return this.#fields[name] === null ? null : this.count(name);
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const found = choices.find((choice) => choice === this.#fields[name]);
    if (found !== undefined) return found;
    throw this.#wrong(name, `one of ${choices.join(', ')}`);
  }

  texts(name: string): string[] {
    return this.#list(name).map((value) => {
      if (typeof value === 'string') return value;
      throw this.#wrong(name, 'a list of texts');
    });
  }

  child(name: string): Reader {
    return new Reader(this.#fields[name], `${this.#place}${name}`);
  }

  children(name: string): Reader[] {
    return this.#list(name).map((value, index) => new Reader(value, `${this.#place}${name}[${index}].`));
  }

  #list(name: string): readonly unknown[] {
    const value = this.#fields[name];
    if (Array.isArray(value)) return value;
    throw this.#wrong(name, 'a list');
  }

  #wrong(name: string, expected: string): TypeError {
    return new TypeError(`${this.#place}${name} is not ${expected}`);
  }
}
