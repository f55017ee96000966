// Enrols and erases until it is killed, and says on standard output, a line each, what it is about to do and what was
// acknowledged: "enrol 7", "enrolled 7", "erase 3", "erased 3". Arguments: store, key in hex, file of templates, first reference.
import { readFileSync, writeSync } from 'node:fs';
import { Engine } from '../../../dist/engine/index.js';

const [storePath, key, templatesPath, first] = process.argv.slice(2);
const templates = JSON.parse(readFileSync(templatesPath, 'utf8')).map((text) => Buffer.from(text, 'hex'));
// Written at once and not through a stream: what was said must not be lost with the process.
const say = (line) => writeSync(1, `${line}\n`);
const subject = (reference) => ({ system: 'ECRIS-TCN', owner: 'BE', reference: String(reference) });

const engine = await Engine.open({
  storePath,
  storeKey: Buffer.from(key, 'hex'),
  threads: 2,
  maxGalleryBytes: 2 ** 28,
});
// The threads have started when the first answer comes; from then on the parent may kill at any moment.
await engine.extract({ position: 1, template: templates[0] });
say('open');
let next = Number(first);
const lanes = Array.from({ length: 8 }, async () => {
  for (;;) {
    const reference = next++;
    say(`enrol ${reference}`);
    await engine.enrol(subject(reference), [{ position: 1, template: templates[reference % templates.length] }]);
    say(`enrolled ${reference}`);
    if (reference % 3 !== 0) continue;
    say(`erase ${reference}`);
    await engine.erase(subject(reference));
    say(`erased ${reference}`);
  }
});
await Promise.all(lanes);
