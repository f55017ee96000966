import { Agent, request } from 'node:https';

export interface Exchange {
  readonly status: number;
  readonly body: string;
  /** Milliseconds from the request to the end of its answer. */
  readonly ms: number;
  readonly retryAfterS: number;
}

/** What every operation says of why it is asked. */
export const statement = { 'x-purpose': 'trial', 'x-file-reference': 'trial-1', 'x-official': 'bench' };

/** Connections to one service that are kept; one for each request under way. */
export class Connections {
  readonly #address: string;
  readonly #agent: Agent;

  constructor(address: string, authority: string) {
    this.#address = address;
    this.#agent = new Agent({ keepAlive: true, ca: authority });
  }

  send(method: string, path: string, token: string, body?: string): Promise<Exchange> {
    const headers = {
      ...statement,
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const startMs = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.#address), { method, headers, agent: this.#agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            ms: performance.now() - startMs,
            retryAfterS: Number(answer.headers['retry-after'] ?? 0),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
