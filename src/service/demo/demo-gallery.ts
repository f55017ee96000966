import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Engine,
  type Enrolment,
  type FingerPosition,
  makeTransaction,
  type SynthesizedPrint,
  synthesizeTemplates,
  Workbench,
  writeTransaction,
} from '../../engine/index.js';

const seed = 2026;
const fingers: readonly FingerPosition[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Fingers of the person who has images too: enough for a sure hit, few enough to be drawn in seconds. */
const drawnFingers: readonly FingerPosition[] = [1, 2, 6, 7];

/** Who touches the scanner again in probe.json. Templates of people from here on were never enrolled. */
const wanted = 17;

const enrolledFile = 'enrolled-person.an2';
const strangerFile = 'stranger.an2';

/** What the console offers to try. */
export const demoPrints = [
  { file: enrolledFile, shows: 'enrolled' },
  { file: strangerFile, shows: 'stranger' },
] as const;

export interface DemoGallery {
  readonly system: string;
  readonly owner: string;
  /** Where the probes go. */
  readonly folder: string;
  readonly people: number;
}

/** Enters made-up people, and writes prints to search with: of one of them, of a stranger, and some as images. */
export async function fillDemoGallery(engine: Engine, gallery: DemoGallery): Promise<void> {
  const workbench = new Workbench();
  try {
    for await (const { error } of engine.enrolMany(enrolments(workbench, gallery))) {
      if (error !== undefined) throw error;
    }
    await writeProbe(workbench, gallery, 'probe.json', Math.min(wanted, gallery.people - 1));
    await writeProbe(workbench, gallery, 'stranger.json', gallery.people);
    await enterDrawnPerson(engine, workbench, gallery);
  } finally {
    await workbench.close();
  }
}

async function* enrolments(workbench: Workbench, { system, owner, people }: DemoGallery): AsyncGenerator<Enrolment> {
  const request = { seed, people, positions: fingers, impressions: 1 };
  for await (const { person, templates } of synthesizeTemplates(workbench, request)) {
    const reference = `P${String(person + 1).padStart(5, '0')}`;
    yield {
      subject: { system, owner, reference },
      prints: templates.map(({ position, template }) => ({ position, template })),
    };
  }
}

/** Other impressions of a person's two index fingers and thumbs, as the body of a search. */
async function writeProbe(workbench: Workbench, { folder }: DemoGallery, file: string, person: number): Promise<void> {
  const request = {
    seed,
    firstPerson: person,
    people: 1,
    positions: drawnFingers,
    firstImpression: 1,
    impressions: 1,
  };
  for await (const { templates } of synthesizeTemplates(workbench, request)) {
    const prints = templates.map(({ position, template }) => ({
      position,
      template: Buffer.from(template).toString('base64'),
    }));
    await writeFile(join(folder, file), JSON.stringify({ prints }));
  }
}

/** Enters one person by images, and writes what the console offers to try: prints of that person, and of a stranger. */
async function enterDrawnPerson(engine: Engine, workbench: Workbench, gallery: DemoGallery): Promise<void> {
  const { system, owner, folder, people } = gallery;
  const draw = (person: number, impression: number): Promise<DrawnPrint[]> =>
    Promise.all(
      drawnFingers.map(async (position) => ({
        position,
        ...(await workbench.synthesize({ seed, person, position, impression, kind: 'plain' })),
      })),
    );
  const entered = await draw(people + 1, 0);
  const prints = entered.map(({ position, png }) => ({ position, bytes: png }));
  await engine.enrol({ system, owner, reference: 'DRAWN' }, prints);
  const again = await draw(people + 1, 1);
  for (const { position, png } of again) await writeFile(join(folder, `finger-${position}.png`), png);
  await writeFile(join(folder, enrolledFile), cardOf(again));
  await writeFile(join(folder, strangerFile), cardOf(await draw(people + 2, 1)));
}

interface DrawnPrint extends SynthesizedPrint {
  readonly position: FingerPosition;
}

/** A ten-print file of a made-up day. */
function cardOf(prints: readonly DrawnPrint[]): Uint8Array {
  const label = { impression: 0, captured: '20261129', ppi: 500, compression: 'PNG' as const };
  return writeTransaction(
    makeTransaction({
      type: 'DEMO',
      date: label.captured,
      destination: 'DEMO',
      origin: 'DEMO',
      controlNumber: '1',
      prints: prints.map(({ position, png, width, height }) => ({ ...label, position, width, height, data: png })),
    }),
  );
}
