import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { readVersion } from '../../engine/index.js';
import { Refusal } from '../errors.js';
import type { ServiceParts } from '../service-parts.js';

/** Prints of made-up people that the console offers to try, and what it states with them. */
export interface ConsoleDemo {
  readonly folder: string;
  readonly statement: { readonly purpose: string; readonly fileReference: string; readonly official: string };
  readonly prints: readonly { readonly file: string; readonly shows: 'enrolled' | 'stranger' }[];
}

/** The built page; the path is the same from src and from dist. */
const folder = fileURLToPath(new URL('../../../dist/console/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.md': 'text/plain; charset=utf-8',
};

/** The page runs its own files alone, speaks to its own service alone, and stands in no frame. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
} as const;

/** The console's files. They are the same for everybody and say nothing of anybody, so they need no credentials. */
export function addConsole(
  server: FastifyInstance,
  { config, log }: ServiceParts,
  demo: ConsoleDemo | undefined,
): void {
  const files = readFiles();
  const page = files.get('index.html');
  if (page === undefined) log.warn('the console was not built, so it is not served');
  else files.set('', page);
  for (const [name, bytes] of files) {
    const type = types[extname(name)] ?? types['.html'] ?? '';
    const urls = name === '' ? ['/console', '/console/'] : [`/console/${name}`];
    for (const url of urls) server.get(url, (_, reply) => reply.headers(headers).type(type).send(bytes));
  }
  server.get('/console/site.json', (_, reply) =>
    reply.headers(headers).send({
      version: readVersion(),
      certificates: config.tls.clientAuthorities !== undefined,
      tokens: config.tokens !== undefined,
      ...(demo === undefined ? {} : { demo: { statement: demo.statement, prints: demo.prints } }),
    }),
  );
  for (const { file } of demo?.prints ?? []) {
    server.get(`/console/demo/${file}`, async (_, reply) => {
      const bytes = await readFile(join(demo?.folder ?? '', file)).catch(() => {
        throw new Refusal('NOT_READY', 'the made-up people are still being drawn');
      });
      return reply.headers(headers).type('application/octet-stream').send(bytes);
    });
  }
}

/** All of them are held: they are few and small. */
function readFiles(): Map<string, Buffer> {
  let entries: string[];
  try {
    entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return new Map();
  }
  const names = entries.filter((name) => extname(name) in types);
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}
