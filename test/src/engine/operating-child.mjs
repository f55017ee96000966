// Enrols, amends, erases, logs, backs up and takes the store to a new key until it is killed, and says on standard output, a line each,
// what it is about to do and what was acknowledged. Arguments: folder, key and previous key in hex, file of templates, first reference.
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog, auditFolderOf, Engine } from '../../../dist/engine/index.js';

const [folder, key, previous, templatesPath, first] = process.argv.slice(2);
const templates = JSON.parse(readFileSync(templatesPath, 'utf8')).map((text) => Buffer.from(text, 'hex'));
// Written at once and not through a stream: what was said must not be lost with the process.
const say = (line) => writeSync(1, `${line}\n`);
const subject = (reference) => ({ system: 'ECRIS-TCN', owner: 'BE', reference: String(reference) });
const printsOf = (i) => [{ position: 1, template: templates[i % templates.length] }];

const storePath = join(folder, 'store');
const keys = { storeKey: Buffer.from(key, 'hex'), previousKey: Buffer.from(previous, 'hex') };
const audit = await AuditLog.open(auditFolderOf(storePath), keys);
say('log open');
const engine = await Engine.open({ storePath, ...keys, audit, threads: 1, maxGalleryBytes: 2 ** 28 });
say('open');

let next = Number(first);
async function operate() {
  for (;;) {
    const reference = next++;
    say(`enrol ${reference}`);
    await engine.enrol(subject(reference), printsOf(reference));
    say(`enrolled ${reference}`);
    const { sequence, hash } = await audit.append({ kind: 'alert', event: `enrolled ${reference}` });
    say(`logged ${sequence} ${hash}`);
    if (reference % 3 === 1) {
      await engine.amend(subject(reference), printsOf(reference + 1), { replace: 'all' });
      say(`amended ${reference}`);
    }
    if (reference % 3 !== 0) continue;
    say(`erase ${reference}`);
    await engine.erase(subject(reference));
    say(`erased ${reference}`);
  }
}
async function watchRotation() {
  while (engine.info().rotatingKey) await new Promise((resolve) => setTimeout(resolve, 1));
  say('rotated');
  for (;;) {
    await engine.backUp(join(folder, 'backup'));
    say('backed up');
    await audit.expire(new Date(Date.now() - 1000));
  }
}
await Promise.all([watchRotation(), ...Array.from({ length: 6 }, operate)]);
