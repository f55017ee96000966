/**
 * What a gallery should hold at every moment, as plain lists. Time counts the beginnings and ends of operations, which one thread of
 * JavaScript sees in their true order.
 */

/** Prints that can be enrolled or searched: a capture of a person. */
export interface Capture {
  readonly person: number;
  readonly capture: number;
}

/** A capture that a record holds, from when it may be found until when it may be found no longer. */
export interface Version {
  readonly capture: Capture;
  readonly begins: number;
  ends: number;
}

/** One enrolment of a key: between `surely` and `leaves` every search must see it; before `begins` and after `ends` none may. */
export interface Presence {
  readonly reference: string;
  readonly owner: string;
  readonly versions: Version[];
  readonly begins: number;
  surely: number;
  leaves: number;
  ends: number;
}

const never = Number.POSITIVE_INFINITY;

export class Model {
  #time = 0;
  #present: Presence[] = [];
  readonly #searches = new Set<number>();

  tick(): number {
    this.#time += 1;
    return this.#time;
  }

  beginEnrolment(reference: string, owner: string, capture: Capture): Presence {
    const begins = this.tick();
    const version = { capture, begins, ends: never };
    const presence = { reference, owner, versions: [version], begins, surely: never, leaves: never, ends: never };
    this.#present.push(presence);
    return presence;
  }

  endEnrolment(presence: Presence): void {
    presence.surely = this.tick();
  }

  beginAmendment(presence: Presence, capture: Capture): void {
    presence.versions.push({ capture, begins: this.tick(), ends: never });
  }

  endAmendment({ versions }: Presence): void {
    for (const old of versions.slice(0, -1)) old.ends = Math.min(old.ends, this.tick());
  }

  beginErasure(presence: Presence): void {
    presence.leaves = this.tick();
  }

  endErasure(presence: Presence): void {
    presence.ends = this.tick();
  }

  beginSearch(): number {
    const begins = this.tick();
    this.#searches.add(begins);
    return begins;
  }

  /** Whom the search had to see, and whom it may have seen, with the captures by which it may have done so. */
  endSearch(begins: number, owners: readonly string[]): Snapshot {
    const ends = this.tick();
    this.#searches.delete(begins);
    const seen = this.#present
      .filter((presence) => owners.includes(presence.owner) && presence.begins < ends && presence.ends > begins)
      .map(({ versions, ...presence }) => ({
        reference: presence.reference,
        isSure: presence.surely < begins && presence.leaves > ends,
        captures: versions.filter((each) => each.begins < ends && each.ends > begins).map(({ capture }) => capture),
      }));
    this.#forget();
    return seen;
  }

  /** Records there now, once nothing is under way. */
  get size(): number {
    return this.#present.filter(({ ends }) => ends === never).length;
  }

  /** Whatever no search under way can have seen. */
  #forget(): void {
    const oldest = Math.min(this.#time, ...this.#searches);
    this.#present = this.#present.filter(({ ends }) => ends >= oldest);
    for (const { versions } of this.#present) {
      while ((versions[0]?.ends ?? never) < oldest) versions.shift();
    }
  }
}

export type Snapshot = readonly {
  readonly reference: string;
  readonly isSure: boolean;
  readonly captures: readonly Capture[];
}[];
