import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const mainPath = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Few people, so that it starts soon. */
const people = 50;

export interface DemoService {
  readonly address: string;
  /** The address that brings the token. */
  readonly link: string;
  /** Where its prints are. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** `ridgeline serve --demo` on a free port, as a newcomer starts it. */
export async function startDemo(): Promise<DemoService> {
  const folder = mkdtempSync(join(tmpdir(), 'ridgeline-demo-'));
  const parameters = ['serve', '--demo', '--port', '0', '--demo-folder', folder, '--demo-people', String(people)];
  const child = spawn(process.execPath, [mainPath, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Also where a test's time is up before it was ready.
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /^log in with a click: (\S+)$/m.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(`the demonstration ended before it was ready: ${said}`)));
  });
  return {
    address: new URL(link).origin,
    link,
    folder,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
