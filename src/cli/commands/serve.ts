import { Command } from 'commander';
import { wholeNumber } from '../options.js';
import { runReported } from '../report.js';
import type { ServeOptions } from '../serve.js';

interface Options extends ServeOptions {
  readonly demo?: boolean;
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
      await runReported(false, async (report) => {
        // The service and its libraries take a second to load, which no other command should.
        const { serve } = await import('../serve.js');
        await serve(options, report);
      });
    });
}
