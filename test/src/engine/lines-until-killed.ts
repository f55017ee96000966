import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';

/** Runs a script of Node with parameters, kills it some time after it said a line that begins so, and gives all lines that it said. */
export async function linesUntilKilled(command: readonly string[], after: string, lifeMs: number): Promise<string[]> {
  const process_ = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complaints = '';
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    process_.on('close', (_code, signal) => resolve(signal)),
  );
  const opened = new Promise<void>((resolve) => {
    process_.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('\n').some((line) => line.startsWith(after))) resolve();
    });
  });
  process_.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  await Promise.race([opened, ended]);
  await wait(lifeMs);
  process_.kill('SIGKILL');
  // It ran until it was killed: an error of its own would have ended it before.
  expect({ signal: await ended, complaints }).toEqual({ signal: 'SIGKILL', complaints: '' });
  return said.split('\n');
}
