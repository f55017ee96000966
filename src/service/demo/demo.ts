import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Engine } from '../../engine/index.js';
import { scopeNames } from '../access/caller.js';
import { auditKeepMs, type Config, limitsOf } from '../config/config.js';
import { roleNames } from '../config/config-schema.js';
import type { ConsoleDemo } from '../http/console.js';
import { makeAuthority } from './authority.js';
import { demoPrints, fillDemoGallery } from './demo-gallery.js';

const name = 'demo';
const owner = 'XX';
const system = 'DEMO';
const issuer = 'https://demo.invalid';
const audience = 'ridgeline';

/** Long enough to look around, short enough to be worth nothing afterwards. */
const tokenLife = '24h';

/** A service with made-up people: nobody's data, no lasting keys, nothing kept. */
export interface Demo {
  readonly config: Config;
  readonly token: string;
  readonly folder: string;
  readonly console: ConsoleDemo;
  /** Enters the made-up people. */
  fill(engine: Engine): Promise<void>;
}

/** Makes a demonstration, and in its folder the files that a first search needs. */
export async function makeDemo(place: string, port: number, people: number): Promise<Demo> {
  const folder = resolve(place);
  await mkdir(folder, { recursive: true });
  // Counts and log of an earlier demonstration are of people who are gone.
  await rm(join(folder, 'data'), { recursive: true, force: true });
  const authority = await makeAuthority('Ridgeline demonstration');
  const identity = await authority.issue('localhost', { addresses: ['127.0.0.1', 'localhost'] });
  const keys = await generateKeyPair('ES256');
  const token = await new SignJWT({ client_id: name, scope: scopeNames.join(' ') })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(tokenLife)
    .sign(keys.privateKey);
  await writeFile(join(folder, 'ca.pem'), authority.certificate);
  await writeFile(join(folder, 'token'), token, { mode: 0o600 });
  const everything = {
    name,
    owner,
    roles: [...roleNames],
    systems: [system],
    searchesPerDay: 100_000,
    maxCandidates: 10,
  };
  const config: Config = {
    listen: { host: '127.0.0.1', port },
    tls: identity,
    backupPaths: [],
    dataPath: join(folder, 'data'),
    auditKeepMs: auditKeepMs(undefined),
    systems: new Map([[system, { name: system, minQuality: 20, fpir: 0.001, fmr: 0.0001 }]]),
    tokens: { issuer, audience, keys: { keys: [{ ...(await exportJWK(keys.publicKey)), alg: 'ES256' }] } },
    clients: new Map([[name, everything]]),
    limits: limitsOf(undefined, availableParallelism()),
  };
  const fill = (engine: Engine) => fillDemoGallery(engine, { system, owner, folder, people });
  const statement = { purpose: 'demonstration', fileReference: 'demo-1', official: 'me' };
  return { config, token, folder, fill, console: { folder, statement, prints: demoPrints } };
}

/** What a newcomer can paste into a shell. */
export function demoCurl({ folder }: Demo, address: string): string {
  const file = (entry: string): string => join(folder, entry);
  return [
    `curl --cacert '${file('ca.pem')}' -H "Authorization: Bearer $(cat '${file('token')}')" \\`,
    "  -H 'X-Purpose: demonstration' -H 'X-File-Reference: demo-1' -H 'X-Official: me' \\",
    `  -H 'Content-Type: application/json' --data-binary '@${file('probe.json')}' ${address}/v1/search`,
  ].join('\n');
}
