import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const mainPath = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder, to its end. */
export function ridgeline(
  folder: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return finish(process.execPath, [mainPath, ...parameters], folder, environment);
}

/** Runs any program in a folder, to its end. */
export function finish(
  program: string,
  parameters: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Finished> {
  const child = spawn(program, parameters, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
}

/** Runs the command line with --json and gives the document, however the command ended. */
export async function ridgelineJson(folder: string, ...parameters: string[]) {
  const finished = await ridgeline(folder, [...parameters, '--json']);
  try {
    return { ...finished, document: JSON.parse(finished.stdout) as Record<string, unknown> };
  } catch {
    throw new Error(`no JSON from ridgeline ${parameters.join(' ')}: ${finished.stdout}${finished.stderr}`);
  }
}
