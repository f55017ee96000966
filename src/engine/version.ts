import { readFileSync } from 'node:fs';

/** Ridgeline's version, from its package.json; the path is the same from src and from dist. */
export function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
