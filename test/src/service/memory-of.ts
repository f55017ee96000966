import { open, readFile } from 'node:fs/promises';

/** Bytes that are read at once. */
const chunkBytes = 4 * 2 ** 20;

/** How often each of some traces is in the memory that a process can write to; those that are nowhere are left out. */
export async function findInMemory(pid: number, traces: ReadonlyMap<string, Buffer>): Promise<Map<string, number>> {
  const longest = Math.max(...Array.from(traces.values(), ({ length }) => length));
  const found = new Map<string, number>();
  const memory = await open(`/proc/${pid}/mem`);
  const chunk = Buffer.alloc(chunkBytes);
  try {
    for (const { start, end } of await writableRegions(pid)) {
      for (let at = start; at < end; at += chunkBytes - longest + 1) {
        // What was given back to the system in between can't be read.
        const { bytesRead } = await memory
          .read(chunk, 0, Math.min(chunkBytes, end - at), at)
          .catch(() => ({ bytesRead: 0 }));
        const bytes = chunk.subarray(0, bytesRead);
        for (const [what, trace] of traces) {
          if (bytes.includes(trace)) found.set(what, (found.get(what) ?? 0) + 1);
        }
      }
    }
  } finally {
    await memory.close();
    chunk.fill(0);
  }
  return found;
}

async function writableRegions(pid: number): Promise<{ readonly start: number; readonly end: number }[]> {
  const maps = await readFile(`/proc/${pid}/maps`, 'latin1');
  return Array.from(maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm), ([, start = '', end = '']) => ({
    start: Number.parseInt(start, 16),
    end: Number.parseInt(end, 16),
  }));
}
