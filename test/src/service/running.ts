import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, onTestFinished } from 'vitest';
import { scopeNames } from '../../../src/service/access/caller.js';
import type { Config } from '../../../src/service/config/config.js';
import { auditKeepMs, limitsOf } from '../../../src/service/config/config.js';
import type { Client } from '../../../src/service/config/config-schema.js';
import { roleNames } from '../../../src/service/config/config-schema.js';
import { type Authority, type Identity, makeAuthority } from '../../../src/service/demo/authority.js';
import { Service } from '../../../src/service/service.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

export const issuer = 'https://issuer.example';
export const audience = 'ridgeline';
const tokenKeys = await generateKeyPair('ES256', { extractable: true });
const strangerKeys = await generateKeyPair('ES256', { extractable: true });
export const authority: Authority = await makeAuthority();
const serverIdentity = await authority.issue('localhost', { addresses: ['127.0.0.1', 'localhost'] });

/** A client that may do everything with ECRIS-TCN and SIS for BE, unless it is said otherwise. */
export function clientOf(options: Partial<Client> = {}): Client {
  return {
    name: 'be',
    owner: 'BE',
    roles: [...roleNames],
    systems: ['ECRIS-TCN'],
    searchesPerDay: 1000,
    maxCandidates: 10,
    ...options,
  };
}

export async function configOf(
  clients: readonly Client[],
  options: Partial<Config> & Pick<Config, 'dataPath'>,
): Promise<Config> {
  const system = (name: string) => [name, { name, minQuality: 30, fpir: 0.001, fmr: 0.0001 }] as const;
  return {
    listen: { host: '127.0.0.1', port: 0 },
    tls: { ...serverIdentity, clientAuthorities: authority.certificate },
    backupPaths: [],
    auditKeepMs: auditKeepMs(undefined),
    threads: 2,
    maxGalleryBytes: 64 * 2 ** 20,
    systems: new Map([system('ECRIS-TCN'), system('SIS')]),
    tokens: { issuer, audience, keys: { keys: [{ ...(await exportJWK(tokenKeys.publicKey)), alg: 'ES256' }] } },
    clients: new Map(clients.map((client) => [client.name, client])),
    limits: limitsOf(undefined, 2),
    ...options,
  };
}

export interface TokenOptions {
  readonly issuer?: string;
  readonly audience?: string;
  readonly scopes?: readonly string[];
  /** Seconds from now. */
  readonly expiresS?: number;
  readonly isStrangers?: boolean;
}

export function tokenOf(clientName: string, options: TokenOptions = {}): Promise<string> {
  const { scopes = scopeNames, expiresS = 600, isStrangers = false } = options;
  return new SignJWT({ scope: scopes.join(' '), client_id: clientName })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(options.issuer ?? issuer)
    .setAudience(options.audience ?? audience)
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresS)
    .sign(isStrangers ? strangerKeys.privateKey : tokenKeys.privateKey);
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface RequestOptions {
  readonly token?: string;
  readonly identity?: Identity;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly states?: boolean;
}

export const statement = {
  'x-purpose': 'criminal proceedings',
  'x-file-reference': 'BE-2026-17',
  'x-official': 'b-204',
};

/** A service that answers until the test ends. */
export class Running {
  readonly service: Service;
  readonly address: string;
  readonly config: Config;

  constructor(service: Service, address: string, config: Config) {
    this.service = service;
    this.address = address;
    this.config = config;
  }

  /** One request on a connection of its own. Bodies that are no bytes go as JSON. */
  request(method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
    return requestTo(this.address, method, path, options);
  }
}

/** One request on a connection of its own. Bodies that are no bytes go as JSON. */
export async function requestTo(
  address: string,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Reply> {
  const { token, identity, body, headers = {}, states = true } = options;
  const isRaw = body === undefined || body instanceof Uint8Array || typeof body === 'string';
  const bytes = isRaw ? body : JSON.stringify(body);
  return await new Promise((resolve, reject) => {
    const sent = httpsRequest(
      new URL(path, address),
      {
        method,
        agent: false,
        ca: authority.certificate,
        ...(identity === undefined ? {} : { cert: identity.certificate, key: identity.key }),
        headers: {
          ...(states ? statement : {}),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(isRaw ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const all = Buffer.concat(chunks);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: all, json: jsonOf(all) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(bytes);
  });
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A service whose gallery is full, until the test ends. */
export async function runService(clients: readonly Client[], options: Partial<Config> = {}): Promise<Running> {
  const running = await start(await configOf(clients, { dataPath: await temporaryFolder(), ...options }));
  onTestFinished(() => running.service.stop());
  return running;
}

/** The same for all tests of a file; for its beforeAll. */
export async function startService(clients: readonly Client[], options: Partial<Config> = {}): Promise<Running> {
  const dataPath = await mkdtemp(join(tmpdir(), 'ridgeline-test-'));
  const running = await start(await configOf(clients, { dataPath, ...options }));
  started.push(async () => {
    await running.service.stop();
    await rm(dataPath, { recursive: true, force: true });
  });
  return running;
}

const started: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of started) await end();
});

async function start(config: Config): Promise<Running> {
  const service = await Service.open(config, { log: pino({ level: 'silent' }) });
  const address = await service.listen(config.listen);
  await service.ready();
  return new Running(service, address, config);
}
