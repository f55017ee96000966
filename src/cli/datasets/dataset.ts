/** How a set can be had. */
export type Access = 'open' | 'registration' | 'application' | 'unknown';

/** How sure the layout of a part is: seen on a copy, told by its makers, told by others who load it, or only likely. */
export type LayoutBasis = 'seen' | 'documented' | 'reported' | 'assumed';

/** What a complete part holds; null where that is not known. */
export interface Expected {
  readonly prints: number | null;
  readonly fingers: number | null;
  /** Of each finger. */
  readonly impressions: number | null;
  /** Where fingers are numbered without a gap: the number of the first. */
  readonly firstFinger?: number;
  /** Where impressions are not numbered from 1: their names. */
  readonly impressionNames?: readonly string[];
}

/** A folder of a set whose prints are tried together. */
export interface DatasetPart {
  readonly id: string;
  readonly title: string;
  readonly sensor: string;
  /** The part's folder inside the download; empty for the download itself. */
  readonly folder: string;
  /** Regular expression of the whole path of a print inside the folder, without its extension; see datasets/README.md. */
  readonly prints: string;
  /** The same of images that belong there and are no single prints. */
  readonly others?: string;
  readonly layout: LayoutBasis;
  /** Extension of the files as they are published. */
  readonly format: string;
  /** Nominal resolution, ppi. */
  readonly ppi: number | null;
  /** Size of every image, px. */
  readonly width: number | null;
  readonly height: number | null;
  readonly expected: Expected;
  /** Where the part alone can be downloaded. */
  readonly archive: string | null;
  /** Of the list that sha256sum prints of the prints as published, sorted by path. */
  readonly sha256: string | null;
}

/** An entry of the catalogue: what a set is, where it is and how it lies in its folders. */
export interface Dataset {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly people: number | null;
  readonly addresses: readonly string[];
  readonly access: Access;
  readonly licence: string;
  readonly licenceShort: string;
  readonly cite: string;
  readonly notes: readonly string[];
  readonly parts: readonly DatasetPart[];
}
