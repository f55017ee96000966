import type { PrintRequest, Workbench } from '../../../engine/index.js';
import { pictureSheet } from '../../../formats/picture-sheet.js';

const classes = ['arch', 'tented-arch', 'left-loop', 'whorl', 'double-loop'] as const;
const conditions = ['clean', 'dry', 'wet', 'partial', 'distorted', 'worn'] as const;
/** Where no person of the class is among so many, something is wrong with the classes. */
const mostPeople = 500;

/** One finger of each class in each condition, as a PNG file; sensors take turns. */
export async function conditionSheet(workbench: Workbench, seed: number): Promise<Uint8Array> {
  const rows: { readonly name: string; readonly png: Uint8Array }[][] = [];
  for (const patternClass of classes) {
    const person = await personWith(workbench, seed, patternClass);
    const row = await Promise.all(
      conditions.map(async (condition, column) => {
        const sensor =
          (['optical', 'optical', 'optical', 'inked', 'optical', 'capacitive'] as const)[column] ?? 'optical';
        const { png } = await workbench.synthesize({ ...finger(seed, person), condition, sensor });
        return { name: `${patternClass}, ${condition}${sensor === 'optical' ? '' : `, ${sensor}`}`, png };
      }),
    );
    rows.push(row);
  }
  return await pictureSheet(rows, { width: 240, height: 300 });
}

async function personWith(workbench: Workbench, seed: number, patternClass: string): Promise<number> {
  for (let person = 1; person <= mostPeople; person += 1) {
    const print = await workbench.synthesize(finger(seed, person));
    if (print.patternClass === patternClass) return person;
  }
  throw new RangeError(`none of ${mostPeople} people has a ${patternClass} on the right index finger`);
}

function finger(seed: number, person: number): PrintRequest {
  return { seed, person, position: 2, impression: 0 };
}
