import { Command } from 'commander';
import { readVersion } from '../engine/index.js';
import { type Commands, loadCommands } from './load-commands.js';

const afterHelp = `
Prints are PNG, TIFF, JPEG, JPEG 2000, WSQ, BMP or PGM images of one finger, ISO/IEC 19794-4 or -2 or ANSI/INCITS
378 records, or Ridgeline templates.
check and inspect take ANSI/NIST-ITL transactions in traditional encoding (.an2, .eft, .nist); inspect takes records too.
Scores are decibels of evidence: 40 means one false match in 10 000 comparisons.

Exit codes:
  0  done; for verify and identify also when the answer is no hit
  1  something failed; what, stands at the end of stderr as "error CODE: sentence"; everything else was done
  2  the command was called in a wrong way; nothing was done`;

/** In the order of --help. A command's modules are loaded where it is called, which halves the start of most. */
const commands: Commands = {
  extract: async () => (await import('./commands/extract.js')).extractCommand(),
  quality: async () => (await import('./commands/quality.js')).qualityCommand(),
  verify: async () => (await import('./commands/verify.js')).verifyCommand(),
  enrol: async () => (await import('./commands/enrol.js')).enrolCommand(),
  identify: async () => (await import('./commands/identify.js')).identifyCommand(),
  erase: async () => (await import('./commands/erase.js')).eraseCommand(),
  info: async () => (await import('./commands/info.js')).infoCommand(),
  serve: async () => (await import('./commands/serve.js')).serveCommand(),
  store: async () => (await import('./commands/store.js')).storeCommand(),
  audit: async () => (await import('./commands/audit.js')).auditCommand(),
  check: async () => (await import('./commands/check.js')).checkCommand(),
  inspect: async () => (await import('./commands/inspect.js')).inspectCommand(),
  convert: async () => (await import('./commands/convert.js')).convertCommand(),
  synth: async () => (await import('./commands/synth.js')).synthCommand(),
  bench: async (words) => (await import('./commands/bench.js')).benchCommand(words),
  datasets: async () => (await import('./commands/datasets.js')).datasetsCommand(),
  demo: async () => (await import('./commands/demo.js')).demoCommand(),
};

/**
 * The command line with the command that the words call, or, where they call none, with all; the version needs none. Usage errors are
 * thrown as CommanderError.
 */
export async function program(words: readonly string[]): Promise<Command> {
  const root = new Command('ridgeline')
    .description('Fingerprint identification: extraction, 1:1 verification and 1:N identification.')
    .version(readVersion(), '--version')
    .addHelpText('after', afterHelp);
  const called = words[0] === '--version' ? [] : await loadCommands(commands, words);
  for (const command of called) root.addCommand(command);
  settle(root);
  return root;
}

/** Commands that are added do not take on what their parent was told. */
function settle(command: Command): void {
  command.exitOverride().showHelpAfterError('(--help after the command shows how it is called)');
  for (const subcommand of command.commands) settle(subcommand);
}
