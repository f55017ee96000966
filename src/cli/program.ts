import { Command } from 'commander';
import { readVersion } from '../engine/index.js';
import { auditCommand } from './commands/audit.js';
import { benchCommand } from './commands/bench.js';
import { checkCommand } from './commands/check.js';
import { convertCommand } from './commands/convert.js';
import { datasetsCommand } from './commands/datasets.js';
import { demoCommand } from './commands/demo.js';
import { enrolCommand } from './commands/enrol.js';
import { eraseCommand } from './commands/erase.js';
import { extractCommand } from './commands/extract.js';
import { identifyCommand } from './commands/identify.js';
import { infoCommand } from './commands/info.js';
import { inspectCommand } from './commands/inspect.js';
import { qualityCommand } from './commands/quality.js';
import { serveCommand } from './commands/serve.js';
import { storeCommand } from './commands/store.js';
import { synthCommand } from './commands/synth.js';
import { verifyCommand } from './commands/verify.js';

const afterHelp = `
Prints are PNG, TIFF, JPEG, JPEG 2000, WSQ, BMP or PGM images of one finger, ISO/IEC 19794-4 or -2 or ANSI/INCITS
378 records, or Ridgeline templates.
check and inspect take ANSI/NIST-ITL transactions in traditional encoding (.an2, .eft, .nist); inspect takes records too.
Scores are decibels of evidence: 40 means one false match in 10 000 comparisons.

Exit codes:
  0  done; for verify and identify also when the answer is no hit
  1  something failed; what, stands at the end of stderr as "error CODE: sentence"; everything else was done
  2  the command was called in a wrong way; nothing was done`;

/** The whole command line. Usage errors are thrown as CommanderError. */
export function program(): Command {
  const root = new Command('ridgeline')
    .description('Fingerprint identification: extraction, 1:1 verification and 1:N identification.')
    .version(readVersion(), '--version')
    .addHelpText('after', afterHelp);
  const commands = [
    extractCommand(),
    qualityCommand(),
    verifyCommand(),
    enrolCommand(),
    identifyCommand(),
    eraseCommand(),
    infoCommand(),
    serveCommand(),
    storeCommand(),
    auditCommand(),
    checkCommand(),
    inspectCommand(),
    convertCommand(),
    synthCommand(),
    benchCommand(),
    datasetsCommand(),
    demoCommand(),
  ];
  for (const command of commands) root.addCommand(command);
  settle(root);
  return root;
}

/** Commands that are added do not take on what their parent was told. */
function settle(command: Command): void {
  command.exitOverride().showHelpAfterError('(--help after the command shows how it is called)');
  for (const subcommand of command.commands) settle(subcommand);
}
