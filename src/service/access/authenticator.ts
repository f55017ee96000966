import { TLSSocket } from 'node:tls';
import type { Config } from '../config/config.js';
import type { Client } from '../config/config-schema.js';
import { Refusal } from '../errors.js';
import type { Caller } from './caller.js';
import { certificateOf } from './certificates.js';
import { type TokenReader, tokenReader } from './tokens.js';

/** What tells who makes a request. */
export interface Credentials {
  readonly socket: unknown;
  readonly authorization: string | undefined;
}

/** Called with the reason when credentials were given and were bad: that may be an intrusion. */
export type OnBadCredentials = (reason: string) => void;

/** Tells who makes a request, by client certificate or token. */
export class Authenticator {
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #readToken: TokenReader | undefined;
  readonly #onBad: OnBadCredentials;

  constructor({ clients, tokens }: Pick<Config, 'clients' | 'tokens'>, onBad: OnBadCredentials) {
    this.#clients = clients;
    this.#readToken = tokens === undefined ? undefined : tokenReader(tokens);
    this.#onBad = onBad;
  }

  /** Throws UNAUTHENTICATED, which never says why: the caller could learn from it. */
  async callerOf({ socket, authorization }: Credentials): Promise<Caller> {
    const certificate = socket instanceof TLSSocket ? certificateOf(socket, Date.now()) : { kind: 'none' as const };
    // Whoever has a bad certificate is not let in by a token either.
    if (certificate.kind === 'bad') throw this.#refuse(`certificate: ${certificate.reason}`);
    if (certificate.kind === 'name') return { client: this.#clientOf(certificate.commonName, 'certificate') };
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined || this.#readToken === undefined) throw unauthenticated();
    return await this.#callerOfToken(token, this.#readToken);
  }

  async #callerOfToken(token: string, readToken: TokenReader): Promise<Caller> {
    const claims = await readToken(token).catch((error: unknown) => {
      throw this.#refuse(`token: ${error instanceof Error ? error.message : String(error)}`);
    });
    return { client: this.#clientOf(claims.clientName, 'token'), scopes: claims.scopes };
  }

  #clientOf(name: string, source: string): Client {
    const client = this.#clients.get(name);
    if (client === undefined) throw this.#refuse(`${source} of no configured client`);
    return client;
  }

  #refuse(reason: string): Refusal {
    this.#onBad(reason);
    return unauthenticated();
  }
}

function unauthenticated(): Refusal {
  return new Refusal('UNAUTHENTICATED', 'a client certificate or a bearer token of a configured client is needed');
}
