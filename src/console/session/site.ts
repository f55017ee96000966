import { CallError, type Statement } from './calls.js';

/** What the service says of itself to everybody. */
export interface Site {
  readonly version: string;
  readonly certificates: boolean;
  readonly tokens: boolean;
  /** Only where the service shows made-up people. */
  readonly demo?: {
    readonly statement: Statement;
    readonly prints: readonly { readonly file: string; readonly shows: 'enrolled' | 'stranger' }[];
  };
}

export async function readSite(): Promise<Site> {
  const answer = await fetch('/console/site.json', { cache: 'no-store' });
  return (await answer.json()) as Site;
}

export async function readDemoFile(name: string): Promise<File> {
  const answer = await fetch(`/console/demo/${name}`, { cache: 'no-store' });
  if (!answer.ok) throw new CallError(answer.status, await answer.json().catch(() => undefined));
  return new File([await answer.blob()], name);
}
