// Works on a disk that its parent turns read-only and back, and says after each part what became of it. Arguments: store, templates.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { AuditLog, auditFolderOf, Engine } from '../../../dist/engine/index.js';

const [storePath, templatesPath] = process.argv.slice(2);
const templates = JSON.parse(readFileSync(templatesPath, 'utf8')).map((text) => Buffer.from(text, 'hex'));
const subject = (reference) => ({ system: 'ECRIS-TCN', owner: 'BE', reference });
const printsOf = (person) => [{ position: 1, template: templates[person] }];

const audit = await AuditLog.open(auditFolderOf(storePath));
const engine = await Engine.open({ storePath, audit, threads: 1, maxGalleryBytes: 2 ** 28 });

const codeOf = (work) =>
  work.then(
    () => 'done',
    (error) => error.code,
  );
async function found() {
  const found = [];
  for (const person of templates.keys()) {
    const { candidates } = await engine.identify({ prints: printsOf(person) });
    found.push(candidates.find(({ hit }) => hit)?.reference);
  }
  return found;
}
/** One after the other, so that each is refused for itself. */
async function work(name) {
  const codes = [
    await codeOf(engine.enrol(subject(name), printsOf(4))),
    await codeOf(engine.erase(subject('0'))),
    await codeOf(engine.amend(subject('1'), printsOf(3), { replace: 'all' })),
    await codeOf(audit.append({ kind: 'alert', event: name })),
  ];
  return { codes, found: await found() };
}

for (const person of [0, 1, 2]) await engine.enrol(subject(String(person)), printsOf(person));
process.send({ found: await found() });
await once(process, 'message');
process.send(await work('during'));
await once(process, 'message');
process.send(await work('after'));
await engine.close();
await audit.close();
process.disconnect();
