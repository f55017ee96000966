import { Command } from 'commander';
import { type Commands, loadCommands } from '../load-commands.js';

const benches: Commands = {
  verification: async () => (await import('./bench-verification.js')).benchVerificationCommand(),
  identification: async () => (await import('./bench-identification.js')).benchIdentificationCommand(),
  service: async () => (await import('./bench-service.js')).benchServiceCommand(),
  slaps: async () => (await import('./bench-slaps.js')).benchSlapsCommand(),
  synthesis: async () => (await import('./bench-synthesis.js')).benchSynthesisCommand(),
};

export async function benchCommand(words: readonly string[]): Promise<Command> {
  const bench = new Command('bench').description('Measures accuracy and speed.');
  for (const command of await loadCommands(benches, words)) bench.addCommand(command);
  return bench;
}
