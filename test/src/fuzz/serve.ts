// Runs one parser on whatever libFuzzer sends: serve PARSER, started by test/native/fuzz/parser_fuzz.cpp. First says how many branches
// are counted; then, for each input (its length, 32 bits, and its bytes), a byte that is 1 where all went well, and the counts.
import { readFileSync, readSync, writeSync } from 'node:fs';

const [name = ''] = process.argv.slice(2);
const taken = new Uint8Array(Number(readFileSync(new URL('../../../branches', import.meta.url), 'utf8')));
Object.assign(globalThis, { ridgelineBranches: taken });
// Only now, for its modules want the counts.
const { parsers, toldOf } = await import('./parsers.js');
const parse = Object.entries(parsers).find(([key]) => key === name)?.[1];
if (parse === undefined) throw new Error(`no parser is called ${name}`);

/** Exactly so many bytes of standard input; undefined where it ends. */
function receive(length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length; ) {
    const count = readSync(0, bytes, filled, length - filled, null);
    if (count === 0) return undefined;
    filled += count;
  }
  return bytes;
}

function send(bytes: Uint8Array): void {
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(1, bytes, sent);
}

/** More than this no input may make the process take, KiB: decoders take a few times the largest image, 16 MiB. */
const mostMemoryKib = 768 * 1024;

async function holds(read: NonNullable<typeof parse>, bytes: Uint8Array): Promise<boolean> {
  try {
    await toldOf(() => read(bytes));
    const { maxRSS } = process.resourceUsage();
    if (maxRSS > mostMemoryKib) throw new Error(`the process took ${maxRSS} KiB`);
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

send(new Uint8Array(Uint32Array.of(taken.length).buffer));
for (let head = receive(4); head !== undefined; head = receive(4)) {
  const bytes = receive(head.readUInt32LE());
  if (bytes === undefined) break;
  taken.fill(0);
  const answer = await holds(parse, bytes);
  send(Uint8Array.of(answer ? 1 : 0));
  send(taken);
}
