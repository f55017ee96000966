import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JSONWebKeySet } from 'jose';
import { RidgelineError } from '../../engine/index.js';
import { auditKeepMs, type Config, galleryBytes, limitsOf } from './config.js';
import { ConfigFile } from './config-schema.js';

const validate = new Ajv2020({ allErrors: true, strict: false }).compile<ConfigFile>(ConfigFile);

/** Reads a configuration file and the files that it names. Throws INVALID_ARGUMENT, which lists what is wrong, and FILE_NOT_READABLE. */
export async function readConfig(path: string): Promise<Config> {
  const file = checkConfig(parseJson(await readText(path), path), path);
  const place = (name: string): string => resolve(dirname(path), name);
  const { listen, tls, store, tokens, threads, maxGalleryMiB, purposes } = file;
  const authorities = tls.clientAuthorities;
  return {
    listen,
    tls: {
      certificate: await readText(place(tls.certificate)),
      key: await readText(place(tls.key)),
      ...(authorities === undefined ? {} : { clientAuthorities: await readText(place(authorities)) }),
    },
    ...(store === undefined ? {} : { storePath: place(store.folder) }),
    ...(store?.keyFile === undefined ? {} : { storeKey: await readKey(place(store.keyFile)) }),
    backupPaths: (store?.backups ?? []).map(place),
    dataPath: place(file.data),
    auditKeepMs: auditKeepMs(file.audit),
    ...(threads === undefined ? {} : { threads }),
    ...(maxGalleryMiB === undefined ? {} : { maxGalleryBytes: galleryBytes(maxGalleryMiB) }),
    systems: new Map(file.systems.map((system) => [system.name, system])),
    ...(tokens === undefined ? {} : { tokens: { ...tokens, keys: await readKeySet(place(tokens.keys)) } }),
    clients: new Map(file.clients.map((client) => [client.name, client])),
    ...(purposes === undefined ? {} : { purposes: new Set(purposes) }),
    limits: limitsOf(file.limits, threads ?? availableParallelism()),
  };
}

/** A parsed configuration as far as it can be judged without its files. Throws INVALID_ARGUMENT with all that is wrong. */
export function checkConfig(value: unknown, path: string): ConfigFile {
  if (!validate(value)) {
    const found = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const detail = 'additionalProperty' in params ? ` "${params['additionalProperty']}"` : '';
      const allowed = 'allowedValues' in params ? `: ${String(params['allowedValues'])}` : '';
      return `${instancePath === '' ? '/' : instancePath} ${message ?? 'is wrong'}${detail}${allowed}`;
    });
    throw wrong(path, found);
  }
  const found = contradictionsIn(value);
  if (found.length > 0) throw wrong(path, found);
  return value;
}

/** What no schema can say. */
function contradictionsIn({ systems, clients, tokens, tls }: ConfigFile): string[] {
  const known = new Set(systems.map(({ name }) => name));
  return [
    ...repeated(systems.map(({ name }) => name)).map((name) => `/systems has "${name}" twice`),
    ...repeated(clients.map(({ name }) => name)).map((name) => `/clients has "${name}" twice`),
    ...clients.flatMap(({ name, systems: wanted }) =>
      wanted
        .filter((system) => !known.has(system))
        .map((system) => `/clients "${name}" may use "${system}", which is not in /systems`),
    ),
    ...systems.filter(({ name }) => name === 'ALL').map(() => '/systems has "ALL", which means all of them'),
    ...(tokens === undefined && tls.clientAuthorities === undefined
      ? ['/ has neither tokens nor tls.clientAuthorities, so nobody could call']
      : []),
  ];
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function wrong(path: string, found: readonly string[]): RidgelineError {
  return new RidgelineError('INVALID_ARGUMENT', `${path} is no valid configuration: ${found.join('; ')}`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RidgelineError('FILE_NOT_READABLE', `${path} cannot be read: ${reason}`, { cause });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong(path, [cause instanceof Error ? cause.message : String(cause)]);
  }
}

async function readKeySet(path: string): Promise<JSONWebKeySet> {
  const value = parseJson(await readText(path), path);
  const isSet = typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys);
  if (!isSet) throw wrong(path, ['it is no JSON Web Key Set']);
  return value as JSONWebKeySet;
}

async function readKey(path: string): Promise<Uint8Array> {
  const text = (await readText(path)).trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return new Uint8Array(Buffer.from(text, 'hex'));
  throw new RidgelineError('INVALID_ARGUMENT', `${path} holds no key: expected 32 bytes as 64 hex digits`);
}
