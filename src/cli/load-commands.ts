import type { Command } from 'commander';

/** What makes each command, by name, from the words of the command line behind it. */
export type Commands = Readonly<Record<string, (words: readonly string[]) => Promise<Command>>>;

/** The one command that the words call, or all of them where the first word is not a command's name: then --help lists them. */
export function loadCommands(commands: Commands, [name, ...words]: readonly string[]): Promise<Command[]> {
  const names = name !== undefined && Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
  return Promise.all(names.flatMap((each) => commands[each]?.(words) ?? []));
}
