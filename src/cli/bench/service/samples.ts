import type { Connections } from './connections.js';
import type { ServiceProcess } from './service-process.js';

/** Between two looks at the service, ms. */
const intervalMs = 5000;

/** What the service said of itself at one moment. */
export interface Sample {
  /** Ms since the sampling began. */
  readonly atMs: number;
  /** Of the delay of its event loop since the sample before, ms. */
  readonly eventLoopP99Ms: number;
  readonly memoryBytes: number;
  readonly galleryBytes: number;
}

/** Looks at a service again and again until it is told to end. */
export class Sampler {
  readonly #service: ServiceProcess;
  readonly #connections: Connections;
  readonly #token: string;
  readonly #startMs = performance.now();
  readonly #samples: Sample[] = [];
  readonly #timer: NodeJS.Timeout;
  #underWay: Promise<void>;

  constructor(service: ServiceProcess, connections: Connections, token: string) {
    this.#service = service;
    this.#connections = connections;
    this.#token = token;
    // What came before does not count.
    this.#underWay = this.#read().then(() => undefined);
    this.#timer = setInterval(() => this.#take(), intervalMs);
  }

  async end(): Promise<readonly Sample[]> {
    clearInterval(this.#timer);
    this.#take();
    await this.#underWay;
    return this.#samples;
  }

  #take(): void {
    this.#underWay = this.#underWay.then(async () => {
      this.#samples.push(await this.#read());
    });
  }

  async #read(): Promise<Sample> {
    const { body } = await this.#connections.send('GET', '/metrics', this.#token);
    const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1]);
    return {
      atMs: performance.now() - this.#startMs,
      eventLoopP99Ms: 1000 * figure('nodejs_eventloop_lag_p99_seconds'),
      memoryBytes: await this.#service.memoryBytes(),
      galleryBytes: figure('ridgeline_gallery_bytes'),
    };
  }
}
