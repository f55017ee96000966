import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Config } from '../config/config.js';

/** Asymmetric signatures alone: a shared secret would let every holder make tokens. */
const algorithms = ['EdDSA', 'ES256', 'ES384', 'PS256', 'RS256'];

/** Clocks of issuer and service may differ by this much, seconds. */
const clockToleranceS = 5;

export interface TokenClaims {
  readonly clientName: string;
  readonly scopes: ReadonlySet<string>;
}

export type TokenReader = (token: string) => Promise<TokenClaims>;

/** A reader of the issuer's tokens, which throws where a token is not to be trusted. */
export function tokenReader({ issuer, audience, keys }: NonNullable<Config['tokens']>): TokenReader {
  const keySet = createLocalJWKSet(keys);
  return async (token) => {
    const { payload } = await jwtVerify(token, keySet, {
      issuer,
      audience,
      algorithms,
      clockTolerance: clockToleranceS,
      requiredClaims: ['exp'],
    });
    const clientName = payload['client_id'] ?? payload.sub;
    if (typeof clientName !== 'string') throw new Error('the token names no client');
    const scope = payload['scope'];
    return { clientName, scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []) };
  };
}
