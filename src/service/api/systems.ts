import { checkSystem } from '../access/permissions.js';
import type { SystemConfig } from '../config/config-schema.js';
import { Refusal } from '../errors.js';
import type { Call } from './operation.js';

/** A system that the caller may use. Throws FORBIDDEN, also where there is no such system. */
export function systemOf(call: Call, name: string): SystemConfig {
  checkSystem(call.client, name);
  const system = call.service.config.systems.get(name);
  if (system === undefined) throw new Refusal('FORBIDDEN', 'this client may not use that system');
  call.trail.systems = [name];
  return system;
}

/** The system that a request names, or the only one that its caller may use. */
export function systemOrOnly(call: Call, name: string | undefined): SystemConfig {
  const [only, ...others] = call.client.systems;
  const chosen = name ?? (others.length === 0 ? only : undefined);
  if (chosen === undefined) throw new Refusal('BAD_REQUEST', 'the client may use several systems: name one of them');
  return systemOf(call, chosen);
}
