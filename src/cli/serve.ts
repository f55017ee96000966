import { type Config, type Demo, demoCurl, makeDemo, readConfig, Service } from '../service/index.js';
import { type Progress, startProgress } from './progress.js';
import type { Report } from './report.js';
import { count } from './text.js';

export interface ServeOptions {
  /** Path; absent for the demonstration. */
  readonly config?: string;
  readonly demoFolder: string;
  readonly demoPeople: number;
  readonly port: number;
}

/** Serves until a signal says stop. */
export async function serve(
  { config: path, demoFolder, demoPeople, port }: ServeOptions,
  report: Report,
): Promise<void> {
  const demo = path === undefined ? await makeDemo(demoFolder, port, demoPeople) : undefined;
  const config = demo?.config ?? (await readConfig(path ?? ''));
  const service = await openService(config, demo);
  // Before anything can go wrong, so that a stop during the start ends what has begun.
  const stopped = stopOnSignal(service, report);
  try {
    const address = await service.listen(config.listen);
    report.say(`listening on ${address}`);
    const engine = await service.ready();
    if (demo !== undefined) {
      await demo.fill(engine);
      tellOfDemo(demo, address, report);
    }
    report.say(`ready with ${count(engine.info().subjects, 'subject')}`);
    await stopped;
  } finally {
    await service.stop();
  }
}

async function openService(config: Config, demo: Demo | undefined): Promise<Service> {
  let progress: Progress | undefined;
  return await Service.open(config, {
    ...(demo === undefined ? {} : { demo: demo.console }),
    onProgress: ({ subjectsLoaded, subjectsTotal }) => {
      progress ??= startProgress('loading the store', subjectsTotal);
      progress.update(subjectsLoaded);
      if (subjectsLoaded === subjectsTotal) progress.end();
    },
  });
}

function tellOfDemo(demo: Demo, address: string, report: Report): void {
  report.say(`console: ${address}/console (its certificate is made up: ${demo.folder}/ca.pem signs it)`);
  report.say(`token: ${demo.token}`);
  report.say(`log in with a click: ${address}/console#token=${demo.token}`);
  report.say(`images to search with: ${demo.folder}/finger-1.png, -2, -6, -7`);
  report.say(`a first search:\n${demoCurl(demo, address)}`);
}

/** Ends when the service has stopped. */
function stopOnSignal(service: Service, report: Report): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      report.say('stopping: what has begun is ended first');
      service.stop().then(resolve, reject);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}
