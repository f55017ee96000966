import { Engine, type FingerPosition, synthesizeTemplates, Workbench } from '../../../engine/index.js';

export const system = 'TRIAL';
export const owner = 'XX';

const fingers: readonly FingerPosition[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Different bodies of requests: so many that no cache holds the answers, so few that they fit into memory. */
const bodies = 1000;

/** Memory of the gallery for each subject, bytes; more than ten fingers take. */
const galleryBytesPerSubject = 32_768;
const leastGalleryBytes = 2 ** 28;

/** Bodies of requests, written once: making them must not be what is measured. */
export interface Bodies {
  /** Second impressions, half of them of people who are enrolled. */
  readonly searches: readonly string[];
  /** People who are not enrolled at first. */
  readonly enrolments: readonly string[];
}

export interface Crowd {
  readonly seed: number;
  readonly subjects: number;
}

/** Enters the subjects into a new store. */
export async function fillStore(
  { seed, subjects }: Crowd,
  store: { readonly storePath: string; readonly storeKey: Uint8Array },
  onProgress: (done: number) => void,
): Promise<void> {
  const workbench = new Workbench();
  const maxGalleryBytes = leastGalleryBytes + subjects * galleryBytesPerSubject;
  const engine = await Engine.open({ ...store, maxGalleryBytes });
  const enrolments = async function* () {
    const request = { seed, people: subjects, positions: fingers, impressions: 1 };
    for await (const { person, templates } of synthesizeTemplates(workbench, request)) {
      const prints = templates.map(({ position, template }) => ({ position, template }));
      yield { subject: { system, owner, reference: `P${person}` }, prints };
    }
  };
  let done = 0;
  try {
    for await (const { error } of engine.enrolMany(enrolments())) {
      if (error !== undefined) throw error;
      onProgress(++done);
    }
  } finally {
    await engine.close();
    await workbench.close();
  }
}

export async function makeBodies({ seed, subjects }: Crowd): Promise<Bodies> {
  const workbench = new Workbench();
  const draw = async (firstPerson: number, impression: number, people: number): Promise<string[]> => {
    const request = { seed, firstPerson, people, positions: fingers, firstImpression: impression, impressions: 1 };
    const made: string[] = [];
    for await (const { templates } of synthesizeTemplates(workbench, request)) {
      const prints = templates.map(({ position, template }) => ({
        position,
        template: Buffer.from(template).toString('base64'),
      }));
      made.push(JSON.stringify({ prints }));
    }
    return made;
  };
  try {
    const half = bodies / 2;
    const mated = await draw(0, 1, Math.min(half, subjects));
    return {
      searches: mated.concat(await draw(subjects, 1, half)),
      enrolments: await draw(subjects + half, 0, bodies),
    };
  } finally {
    await workbench.close();
  }
}
