import type { Client } from '../config/config-schema.js';

/** What a token lets its bearer do; OSIA's names, and our own where OSIA has none. */
export const scopeNames = [
  'abis.encounter.read',
  'abis.encounter.write',
  'abis.identify',
  'abis.verify',
  'abis.gallery.read',
  'abis.task.read',
  'abis.task.update',
  'ridgeline.statistics',
  'ridgeline.supervise',
] as const;

export type Scope = (typeof scopeNames)[number];

/** Who makes a request. */
export interface Caller {
  readonly client: Client;
  /** Of its token; absent where it came with a certificate, which has all that its roles give. */
  readonly scopes?: ReadonlySet<string>;
}
