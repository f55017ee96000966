import { Command } from 'commander';
import { type Config, type Demo, demoCurl, makeDemo, readConfig, Service } from '../../service/index.js';
import { wholeNumber } from '../options.js';
import { type Progress, startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { count } from '../text.js';

interface Options {
  readonly config?: string;
  readonly demo?: boolean;
  readonly demoFolder: string;
  readonly demoPeople: number;
  readonly port: number;
}

const defaultPort = 8443;
const maxPort = 65_535;

/** More would fill the memory of a small machine. */
const maxDemoPeople = 1_000_000;

export function serveCommand(): Command {
  return new Command('serve')
    .description('Serves searches and enrolments over HTTPS until it is told to stop (SIGTERM, SIGINT).')
    .option('--config <file>', 'configuration, JSON; docs/OPERATIONS.md explains it')
    .option('--demo', 'serve made-up people from memory instead')
    .option('--port <n>', 'port of the demonstration', wholeNumber(0, maxPort), defaultPort)
    .option('--demo-folder <folder>', "where the demonstration's certificate, token and probes go", 'ridgeline-demo')
    .option('--demo-people <n>', 'made-up people', wholeNumber(1, maxDemoPeople), 1000)
    .action(async (options: Options, command: Command) => {
      if ((options.config === undefined) === (options.demo !== true)) {
        command.error('error: one of --config and --demo is needed');
      }
      await runReported(false, (report) => serve(options, report));
    });
}

async function serve({ config: path, demoFolder, demoPeople, port }: Options, report: Report): Promise<void> {
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
