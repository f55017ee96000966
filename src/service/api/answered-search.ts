import type { IdentifyResult } from '../../engine/index.js';
import type { Call } from './operation.js';

/** The id that an answered search is reported on by; the audit log has it, too. */
export function newSearchId({ service, client, trail }: SearchCall, hits: number): string {
  const { id, nonce } = service.searchIds.make(client.name, { systems: trail.systems, hits });
  trail.searchId = nonce;
  return id;
}

type SearchCall = Pick<Call, 'service' | 'client' | 'trail'>;

/** What of the time was the engine's, so that a client can tell the service's share and the network's. */
export function timing({ durationMs }: IdentifyResult): { readonly 'server-timing': string } {
  return { 'server-timing': `engine;dur=${durationMs.toFixed(2)}` };
}
