/** What a check can find wrong; the names are stable. */
export const findingKinds = [
  'missing-folder',
  'missing',
  'count',
  'unexpected',
  'duplicate',
  'unreadable',
  'size',
  'checksum',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** One way in which a folder differs from what the catalogue says. */
export interface Finding {
  readonly kind: FindingKind;
  /** The file or folder it is about; absent where it is the whole part. */
  readonly path?: string;
  readonly message: string;
}
