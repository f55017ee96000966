#!/usr/bin/env node
import { CommanderError } from 'commander';
import { program } from './program.js';
import { exitCodes } from './report.js';

// A reader that has seen enough, such as `head`, closes the pipe; that is no error of this command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

// npm runs a script in the package's folder; paths are those of the folder where the user called it.
const calledIn = process.env['INIT_CWD'];
if (process.env['npm_lifecycle_event'] === 'ridgeline' && calledIn !== undefined) process.chdir(calledIn);

try {
  const commandLine = await program(process.argv.slice(2));
  await commandLine.parseAsync();
} catch (error) {
  // Commander has said what is wrong with the arguments; it throws code 0 after --help and --version.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
}
