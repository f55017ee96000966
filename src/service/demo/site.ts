import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { scopeNames } from '../access/caller.js';
import { type ConfigFile, roleNames } from '../config/config-schema.js';
import { makeAuthority } from './authority.js';

const issuer = 'https://trial.invalid';
const audience = 'ridgeline';
const tokenLife = '24h';

export interface SiteOptions {
  readonly folder: string;
  readonly system: string;
  readonly owner: string;
  /** Names of clients that may do everything. */
  readonly clients: readonly string[];
  readonly threads?: number;
  readonly limits?: ConfigFile['limits'];
}

/** All that a service on trial needs, in one folder: a configuration with its certificates and keys, and tokens of its clients. */
export interface Site {
  readonly config: string;
  readonly storePath: string;
  readonly storeKey: Uint8Array;
  /** PEM. */
  readonly authority: string;
  readonly tokens: readonly string[];
}

export async function makeSite({ folder, system, owner, clients, threads, limits }: SiteOptions): Promise<Site> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const place = (name: string): string => join(folder, name);
  const authority = await makeAuthority('Ridgeline trial');
  const identity = await authority.issue('localhost', { addresses: ['127.0.0.1', 'localhost'] });
  const keys = await generateKeyPair('ES256');
  const storeKey = new Uint8Array(randomBytes(32));
  const everything = { owner, roles: [...roleNames], systems: [system], searchesPerDay: 1e9, maxCandidates: 10 };
  const file: ConfigFile = {
    listen: { host: '127.0.0.1', port: 0 },
    tls: { certificate: 'server.pem', key: 'server.key' },
    store: { folder: 'store', keyFile: 'store.key' },
    data: 'data',
    systems: [{ name: system, minQuality: 0, fpir: 0.001, fmr: 0.0001 }],
    tokens: { issuer, audience, keys: 'keys.json' },
    clients: clients.map((name) => ({ name, ...everything })),
    ...(threads === undefined ? {} : { threads }),
    ...(limits === undefined ? {} : { limits }),
  };
  const secret = { mode: 0o600 };
  await writeFile(place('server.pem'), identity.certificate);
  await writeFile(place('server.key'), identity.key, secret);
  await writeFile(place('store.key'), Buffer.from(storeKey).toString('hex'), secret);
  await writeFile(
    place('keys.json'),
    JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), alg: 'ES256' }] }),
  );
  await writeFile(place('service.json'), JSON.stringify(file, null, 2));
  const tokenOf = (name: string): Promise<string> =>
    new SignJWT({ client_id: name, scope: scopeNames.join(' ') })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(tokenLife)
      .sign(keys.privateKey);
  return {
    config: place('service.json'),
    storePath: place('store'),
    storeKey,
    authority: authority.certificate,
    tokens: await Promise.all(clients.map(tokenOf)),
  };
}
