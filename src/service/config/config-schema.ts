import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const name = (description: string) => Type.String({ minLength: 1, maxLength: 128, description });
const path = (description: string) =>
  Type.String({ minLength: 1, description: `${description}; a path from the configuration file's folder` });
const rate = (description: string) => Type.Number({ exclusiveMinimum: 0, maximum: 1, description });
const count = (description: string, bounds: { readonly minimum?: number; readonly maximum?: number } = {}) =>
  Type.Integer({ minimum: 1, ...bounds, description });

/** What a client may do; each operation needs one of them. */
export const roleNames = ['enter', 'amend', 'erase', 'consult', 'verify', 'statistics', 'supervise'] as const;

const Listen = Type.Object(
  {
    host: Type.String({ minLength: 1, description: 'address to listen on' }),
    port: Type.Integer({ minimum: 0, maximum: 65535, description: '0 takes any free port' }),
  },
  closed,
);

const Tls = Type.Object(
  {
    certificate: path('certificate chain of the service, PEM'),
    key: path('its private key, PEM'),
    clientAuthorities: Type.Optional(path('authorities that sign client certificates, PEM')),
  },
  closed,
);

const Tokens = Type.Object(
  {
    issuer: name('the iss that tokens must have'),
    audience: name('the aud that tokens must have'),
    keys: path("the issuer's public keys as a JSON Web Key Set"),
  },
  closed,
);

const System = Type.Object(
  {
    name: name('system of origin, such as ECRIS-TCN'),
    minQuality: Type.Integer({ minimum: 0, maximum: 100, description: 'prints below are refused' }),
    fpir: rate('false positive identification rate of a search'),
    fmr: rate('false match rate of a verification'),
  },
  closed,
);

const Client = Type.Object(
  {
    name: name('common name of its certificates, and client_id or sub of its tokens'),
    owner: name('owner code of what it enters, such as BE'),
    roles: Type.Array(Type.Enum([...roleNames]), { uniqueItems: true }),
    systems: Type.Array(name('a system that it may use'), { uniqueItems: true }),
    searchesPerDay: Type.Integer({ minimum: 0, description: 'searches it may make in a day of UTC' }),
    maxCandidates: count('candidates an answer to it may hold', { maximum: 1000 }),
    callbacks: Type.Optional(
      Type.Array(Type.String({ pattern: '^https?://' }), {
        description: 'beginnings of the addresses to which results may be sent',
      }),
    ),
  },
  closed,
);

const Limits = Type.Object(
  {
    bodyMiB: Type.Optional(count('largest body of a request', { maximum: 1024 })),
    atWork: Type.Optional(count('operations at work at a time')),
    waiting: Type.Optional(count('operations that wait, of all clients; above that 503')),
    waitingPerClient: Type.Optional(count('operations of one client that wait; above that 429')),
    deadlineMs: Type.Optional(count('longest time of an operation')),
  },
  closed,
);

/** The configuration file. */
export const ConfigFile = Type.Object(
  {
    listen: Listen,
    tls: Tls,
    store: Type.Optional(
      Type.Object(
        {
          folder: path('folder of the store'),
          keyFile: Type.Optional(path('its key, 32 bytes as 64 hex digits')),
          backups: Type.Optional(
            Type.Array(path('folder that "ridgeline store backup" writes to'), {
              description: 'erasures are brought there within a minute',
            }),
          ),
        },
        closed,
      ),
    ),
    data: path('folder of the statistics, and of the audit log where there is no store'),
    audit: Type.Optional(
      Type.Object(
        { keepDays: count('days after which entries of the audit log are removed; default three years') },
        closed,
      ),
    ),
    threads: Type.Optional(count('threads of the engine; default all cores', { maximum: 256 })),
    maxGalleryMiB: Type.Optional(count('memory of the gallery; default half of the machine')),
    systems: Type.Array(System, { minItems: 1 }),
    tokens: Type.Optional(Tokens),
    clients: Type.Array(Client),
    purposes: Type.Optional(
      Type.Array(name('a purpose that requests may state'), { minItems: 1, description: 'default: any' }),
    ),
    limits: Type.Optional(Limits),
  },
  { ...closed, $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Configuration of ridgeline serve' },
);

export type ConfigFile = Static<typeof ConfigFile>;
export type Role = (typeof roleNames)[number];
export type SystemConfig = Static<typeof System>;
export type Client = Static<typeof Client>;
