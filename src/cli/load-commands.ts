import type { Command } from 'commander';

/** What makes each command, by name. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** The one command of this name, or all of them where the word is not a command's name: then --help lists them. */
export function loadCommands(commands: Commands, name: string | undefined): Promise<Command[]> {
  const names = name !== undefined && Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
  return Promise.all(names.flatMap((each) => commands[each]?.() ?? []));
}
