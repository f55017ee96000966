import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type EngineInfo, readVersion } from '../../engine/index.js';
import { byteSize } from '../text.js';

/** What a measurement was made on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** The kernels that ran. */
  readonly isa: EngineInfo['isa'];
}

export function describeMachine(isa: EngineInfo['isa']): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? arch(),
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
    isa,
  };
}

export function machineLine({ processor, cores, memoryBytes, node, isa }: Machine): string {
  return `${processor}, ${cores} cores, ${byteSize(memoryBytes)}, ${isa} kernels, Node ${node}`;
}

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The commit of the checkout that runs, `-dirty` where files were changed since; the version where it is no checkout. */
export async function currentCommit(): Promise<string> {
  try {
    // A checkout of something else may lie around an installed package.
    if ((await git('rev-parse', '--show-toplevel')) !== (await realpath(root)).replace(/\/$/, '')) throw new Error();
    const changes = await git('status', '--porcelain');
    return `${await git('rev-parse', 'HEAD')}${changes === '' ? '' : '-dirty'}`;
  } catch {
    return `version ${readVersion()}`;
  }
}

async function git(...parameters: string[]): Promise<string> {
  return (await run('git', ['-C', root, ...parameters])).stdout.trim();
}
