import type { Command } from 'commander';

/** What makes each command, by name, from the words of the command line behind it. */
export type Commands = Readonly<Record<string, (words: readonly string[]) => Promise<Command>>>;

/**
 * The one command that the words call, none where they ask for the version alone, or all of them where the first word is not a command's
 * name: then --help lists them.
 */
export function loadCommands(commands: Commands, [name, ...words]: readonly string[]): Promise<Command[]> {
  return Promise.all(namesOf(commands, name).flatMap((each) => commands[each]?.(words) ?? []));
}

function namesOf(commands: Commands, name: string | undefined): readonly string[] {
  if (name === '--version') return [];
  return name !== undefined && Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
}
