import { Agent, request } from 'node:https';

export interface Exchange {
  readonly status: number;
  readonly body: string;
  /** Milliseconds from the request to the end of its answer. */
  readonly ms: number;
  /** Of it, what the engine took; undefined where the answer does not say. */
  readonly engineMs: number | undefined;
  readonly retryAfterS: number;
}

const statement = { 'x-purpose': 'trial', 'x-file-reference': 'trial-1', 'x-official': 'bench' };

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
          const timing = /engine;dur=([\d.]+)/.exec(String(answer.headers['server-timing']))?.[1];
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            ms: performance.now() - startMs,
            engineMs: timing === undefined ? undefined : Number(timing),
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
