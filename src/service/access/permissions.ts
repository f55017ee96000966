import type { Client, Role } from '../config/config-schema.js';
import { Refusal } from '../errors.js';
import type { Caller, Scope } from './caller.js';

/** What an operation asks of its caller. */
export interface Needs {
  /** One of these; absent where every client may. */
  readonly roles?: readonly Role[];
  readonly scope?: Scope;
}

/** Throws FORBIDDEN. */
export function checkNeeds({ client, scopes }: Caller, { roles, scope }: Needs): void {
  if (roles !== undefined && !roles.some((role) => client.roles.includes(role))) {
    throw new Refusal('FORBIDDEN', `this needs the role ${roles.join(' or ')}`);
  }
  if (scope !== undefined && scopes !== undefined && !scopes.has(scope)) {
    throw new Refusal('FORBIDDEN', `this needs a token with the scope ${scope}`);
  }
}

/** Throws FORBIDDEN, in the same words whether the system exists or not. */
export function checkSystem({ systems }: Client, system: string): void {
  if (!systems.includes(system)) throw new Refusal('FORBIDDEN', 'this client may not use that system');
}

/** Throws FORBIDDEN where a record is another owner's; it is never looked up, so the answer says nothing about it. */
export function checkOwner(client: Client, owner: string): void {
  if (client.owner !== owner)
    throw new Refusal('FORBIDDEN', `this client may do that only with records of ${client.owner}`);
}
