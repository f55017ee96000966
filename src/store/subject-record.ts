import { Packr } from 'msgpackr';

/** The identity that the engine knows: a record's number in its system, and the Member State that owns it. */
export interface SubjectKey {
  /** System of origin, e.g. 'ECRIS-TCN'. */
  readonly system: string;
  /** Owner, a Member State code such as 'BE'. */
  readonly owner: string;
  readonly reference: string;
}

/** One template of a subject. */
export interface StoredPrint {
  /** ANSI/NIST-ITL finger position, 0 to 10. */
  readonly position: number;
  /** Impression code of the packed template, 0 to 3. */
  readonly impression: number;
  /** 0 to 100. */
  readonly quality: number;
  /** In packed form. */
  readonly template: Uint8Array;
}

/** A subject as it is enrolled. */
export interface StoredSubject {
  /** Given by the store in ascending order from 1, never given again. */
  readonly number: number;
  readonly key: SubjectKey;
  readonly prints: readonly StoredPrint[];
  /** When it was enrolled, milliseconds since the epoch. */
  readonly createdMs: number;
  /** When its prints were changed last, milliseconds since the epoch. */
  readonly changedMs?: number | undefined;
  /** When it has to be erased, milliseconds since the epoch; absent = no end is known. */
  readonly retainUntilMs?: number | undefined;
}

// Plain MessagePack without msgpackr's record extension, so that any reader of the format understands the values.
const packr = new Packr({ useRecords: false, moreTypes: false });

/** The value nil. */
const nothing = Buffer.of(0xc0);

/** A record is one array: a map would repeat the names of its columns in each of millions of subjects. */
type Columns = readonly [
  system: string,
  owner: string,
  reference: string,
  createdMs: number,
  prints: readonly (readonly [position: number, impression: number, quality: number, template: Uint8Array])[],
  // Schema 1 ends here.
  changedMs?: number | null,
  retainUntilMs?: number | null,
];

/** The bytes of a record in the present schema, before they are sealed. The number is not in them: it is the record's key. */
export function encodeSubject(subject: Omit<StoredSubject, 'number'>): Buffer {
  const { key, createdMs, prints, changedMs = null, retainUntilMs = null } = subject;
  const columns: Columns = [
    key.system,
    key.owner,
    key.reference,
    createdMs,
    prints.map(({ position, impression, quality, template }) => [position, impression, quality, template]),
    changedMs,
    retainUntilMs,
  ];
  return packr.pack(columns);
}

/** Reads what encodeSubject wrote; undefined where the bytes are something else. */
export function decodeSubject(number: number, bytes: Uint8Array): StoredSubject | undefined {
  const columns = unpack(bytes);
  if (!isColumns(columns)) return undefined;
  const [system, owner, reference, createdMs, prints, changedMs, retainUntilMs] = columns;
  return {
    number,
    key: { system, owner, reference },
    createdMs,
    prints: prints.map(([position, impression, quality, template]) => ({ position, impression, quality, template })),
    ...(changedMs == null ? {} : { changedMs }),
    ...(retainUntilMs == null ? {} : { retainUntilMs }),
  };
}

function unpack(bytes: Uint8Array): unknown {
  try {
    return packr.unpack(bytes);
  } catch {
    // msgpackr throws errors of many kinds; all of them mean that these are not the bytes of a record.
    return undefined;
  } finally {
    // msgpackr holds what it read last; a record should not outlive its use there.
    packr.unpack(nothing);
  }
}

function isColumns(value: unknown): value is Columns {
  if (!Array.isArray(value) || (value.length !== 5 && value.length !== 7)) return false;
  const [system, owner, reference, createdMs, prints, ...times] = value as unknown[];
  const texts = [system, owner, reference].every((text) => typeof text === 'string');
  if (!times.every((time) => time === null || typeof time === 'number')) return false;
  return texts && typeof createdMs === 'number' && Array.isArray(prints) && prints.length > 0 && prints.every(isPrint);
}

function isPrint(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [position, impression, quality, template] = value as unknown[];
  return [position, impression, quality].every(Number.isInteger) && template instanceof Uint8Array;
}

/** A key as people read it in messages. */
export function describeKey({ system, owner, reference }: SubjectKey): string {
  return `${system} ${owner} ${reference}`;
}

/** One text for a key, different for different keys. */
export function keyText({ system, owner, reference }: SubjectKey): string {
  return JSON.stringify([system, owner, reference]);
}
