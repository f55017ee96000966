import { Command } from 'commander';
import { cardsCommand } from '../synth/cards-command.js';
import { printsCommand } from '../synth/prints-command.js';
import { templatesCommand } from '../synth/templates-command.js';

const afterHelp = `
The same numbers give the same files everywhere. A run that was interrupted goes on where it stopped when it is called again: files
that are there are passed over. The folder's synth.json says what its files were made with; other settings need another folder, or
--overwrite.`;

export function synthCommand(): Command {
  return new Command('synth')
    .description('Makes synthetic people: prints, templates without images, ten-print cards.')
    .addCommand(printsCommand())
    .addCommand(templatesCommand())
    .addCommand(cardsCommand())
    .addHelpText('after', afterHelp);
}
