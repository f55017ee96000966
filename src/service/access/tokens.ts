import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Config } from '../config/config.js';

/** Asymmetric signatures alone: a shared secret would let every holder make tokens. */
const algorithms = ['EdDSA', 'ES256', 'ES384', 'PS256', 'RS256'];

/** Clocks of issuer and service may differ by this much, seconds. */
const clockToleranceS = 5;

/** Good tokens that are remembered; of more, the oldest are verified again. */
const maxRemembered = 1000;

export interface TokenClaims {
  readonly clientName: string;
  readonly scopes: ReadonlySet<string>;
}

export type TokenReader = (token: string) => Promise<TokenClaims>;

interface Verified extends TokenClaims {
  /** Seconds since the epoch. */
  readonly expiresS: number;
}

/**
 * A reader of the issuer's tokens, which throws where a token is not to be trusted. A token is verified once and remembered by its hash
 * until it expires: a signature costs more than all else that is done before a search.
 */
export function tokenReader(
  { issuer, audience, keys }: NonNullable<Config['tokens']>,
  now: () => number = Date.now,
): TokenReader {
  const keySet = createLocalJWKSet(keys);
  const remembered = new Map<string, Verified>();
  const verify = async (token: string): Promise<Verified> => {
    const { payload } = await jwtVerify(token, keySet, {
      issuer,
      audience,
      algorithms,
      clockTolerance: clockToleranceS,
      requiredClaims: ['exp'],
      currentDate: new Date(now()),
    });
    const clientName = payload['client_id'] ?? payload.sub;
    if (typeof clientName !== 'string') throw new Error('the token names no client');
    const scope = payload['scope'];
    const scopes = new Set(typeof scope === 'string' ? scope.split(' ') : []);
    return { clientName, scopes, expiresS: payload.exp ?? 0 };
  };
  return async (token) => {
    const name = createHash('sha256').update(token).digest('base64');
    const known = remembered.get(name);
    if (known !== undefined && now() / 1000 < known.expiresS) return known;
    remembered.delete(name);
    const verified = await verify(token);
    const [oldest] = remembered.keys();
    if (remembered.size >= maxRemembered && oldest !== undefined) remembered.delete(oldest);
    remembered.set(name, verified);
    return verified;
  };
}
