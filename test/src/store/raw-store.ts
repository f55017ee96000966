import { type Database, open } from 'lmdb';

const bytesOnly = { encoding: 'binary', keyEncoding: 'binary', cache: false } as const;

type Raw = Record<'meta' | 'subjects' | 'index' | 'erasures', Database<Buffer, Buffer>>;

/** Changes the databases of a closed store behind its back, as damage or an attacker would. */
export async function changeRaw(folder: string, change: (raw: Raw) => unknown): Promise<void> {
  const root = open<Buffer, Buffer>({ path: folder, noSubdir: false, maxDbs: 8, overlappingSync: false, ...bytesOnly });
  const database = (name: string) => root.openDB<Buffer, Buffer>({ name, ...bytesOnly });
  const raw = {
    meta: database('meta'),
    subjects: database('subjects'),
    index: database('index'),
    erasures: database('erasures'),
  };
  // Returns nothing: lmdb would wait for a promise, and that of a put ends with the transaction.
  root.transactionSync(() => {
    change(raw);
  });
  await root.close();
}

/** The key of a subject number in the database. */
export function rawKey(number: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeBigUInt64BE(BigInt(number));
  return key;
}
