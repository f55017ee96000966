interface Gap {
  readonly start: number;
  readonly end: number;
}

/** The room of a file in which pieces lie: new ones come into its gaps, and behind its last where none is left. */
export class FormRoom {
  readonly #gaps: Gap[];
  /** The gap that is filled; those before it are. */
  #filling = 0;
  #end: number;

  constructor(end: number, gaps: readonly Gap[] = []) {
    this.#end = end;
    this.#gaps = [...gaps];
  }

  /** With the gaps between pieces; `starts` and `ends` are ascending, `end` is that of the file. */
  static between(starts: Float64Array, ends: Float64Array, end: number): FormRoom {
    const gaps = Array.from(starts, (start, i) => ({ start: ends[i - 1] ?? 0, end: start }));
    return new FormRoom(
      Math.max(end, ends.at(-1) ?? 0),
      gaps.filter((gap) => gap.end > gap.start),
    );
  }

  /** Where a piece comes to lie. */
  take(length: number): number {
    // Gaps are used up one after the other: what one has left for a smaller piece is gone until the file is opened again.
    for (let gap = this.#gaps[this.#filling]; gap !== undefined; gap = this.#gaps[++this.#filling]) {
      if (gap.end - gap.start < length) continue;
      this.#gaps[this.#filling] = { start: gap.start + length, end: gap.end };
      return gap.start;
    }
    const offset = this.#end;
    this.#end += length;
    return offset;
  }

  /** Where a piece lay. */
  give(offset: number, length: number): void {
    this.#gaps.push({ start: offset, end: offset + length });
  }
}
