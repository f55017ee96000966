import { templateOf } from '../engine/people.js';

/** Pieces of a person's templates, as bytes and as the texts that JSON has of them, by what they are. */
export function templateTracesOf(person: number, captures: readonly number[]): Map<string, Buffer> {
  const traces = new Map<string, Buffer>();
  for (const capture of captures) {
    for (const position of [1, 2]) {
      const template = templateOf(person, capture, position);
      const name = `finger ${position} of capture ${capture}`;
      for (const at of [60, 120, 180]) traces.set(`${name} at ${at}`, Buffer.from(template.subarray(at, at + 16)));
      traces.set(`${name} as text`, Buffer.from(Buffer.from(template).toString('base64').slice(100, 130)));
    }
  }
  return traces;
}
