import { loadNative } from '../native/load.js';
import { packBatch, unpackBatch } from './packed-batch.js';
import type { DrawTask } from './tasks.js';

/** Numbers of people end below this. */
const numbersOfPeople = 2 ** 40;

/** Draws people and appends them, and as many times over people made of their fingers, which cost nothing to prepare. */
export function drawPeople({ gallery, shard, request, copies }: DrawTask): undefined {
  const { people, positions, firstPerson, impressions } = request;
  const templates = unpackBatch(loadNative().synthesizeTemplates(request));
  // The form of a subject is those of its prints, one after the other.
  const each = Uint32Array.from(templates, (_, i) => i + 1);
  const prints = unpackBatch(loadNative().galleryForms(templates, each));
  const perPerson = positions.length * impressions;
  for (let copy = 0; copy < copies; copy += 1) {
    const formOf = (person: number): Uint8Array =>
      Buffer.concat(
        Array.from({ length: perPerson }, (_, print) => {
          // No two people made so share more than one finger, nor does one of them with somebody who was drawn.
          const owner = (person + copy * (Math.floor(print / impressions) + 1)) % people;
          return prints[owner * perPerson + print] ?? new Uint8Array();
        }),
      );
    loadNative().galleryAppend(gallery, shard, {
      numbers: Float64Array.from({ length: people }, (_, i) => firstPerson + i + 1 + copy * numbersOfPeople),
      systems: new Uint16Array(people).fill(1),
      owners: new Uint16Array(people).fill(1),
      forms: packBatch(Array.from({ length: people }, (_, i) => formOf(i))),
    });
  }
  return undefined;
}
