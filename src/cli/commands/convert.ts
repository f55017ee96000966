import { Command, Option } from 'commander';
import type { WrittenCompression } from '../../formats/finger-images/encode-view.js';
import { recordFormNames } from '../../formats/minutiae-records.js';
import { type ConvertOptions, convertFile } from '../convert/convert-file.js';
import { targetOf } from '../convert/target.js';
import { writeOut } from '../files-out.js';
import { jsonOption, positionOption, ppiOption, wholeNumber } from '../options.js';
import { readPrintFile } from '../print-file.js';
import { type Report, runReported } from '../report.js';
import { byteSize } from '../text.js';

const afterHelp = `
The ending of the output says its form: .png .tif .wsq .jp2 .bmp .pgm for images, .fir for ISO/IEC 19794-4 image records,
.fmr or .iso for minutiae records, .rt for a Ridgeline template, .an2 .eft .nist for a ten-print file of the prints. Images become minutiae through the extractor. The prints and slaps of
a ten-print file are views in their order; its minutiae are those of all prints, slaps finger by finger (a record holds 16; --rolled
or --position chooses).`;

/** Compressions of image records by the names of their files' endings. */
const compressions: Readonly<Record<string, WrittenCompression>> = {
  none: 'NONE',
  wsq: 'WSQ20',
  jp2: 'JP2L',
  'jp2-lossy': 'JP2',
  png: 'PNG',
};

interface Options extends Omit<ConvertOptions, 'compression' | 'edition'> {
  readonly edition: '2005' | '2011';
  readonly compression?: string;
  readonly json?: boolean;
}

/** A parser of a number within bounds. */
function number(low: number, high: number): (text: string) => number {
  const whole = wholeNumber(low, high);
  return (text) => (Number(text) >= low && Number(text) <= high && text.trim() !== '' ? Number(text) : whole('none'));
}

export function convertCommand(): Command {
  return new Command('convert')
    .description('Writes a print, an image record, a minutiae record or a ten-print file in another form.')
    .argument('<in>', 'image, image record, minutiae record, template or ten-print file (ANSI/NIST transaction)')
    .argument('<out>', 'file to write; its ending says in which form')
    .addOption(ppiOption())
    .addOption(
      new Option('--form <form>', 'form of a minutiae record').choices(Object.keys(recordFormNames)).default('iso2005'),
    )
    .addOption(new Option('--edition <year>', 'edition of an image record').choices(['2005', '2011']).default('2011'))
    .addOption(
      new Option(
        '--compression <name>',
        'of the pixels in an image record or ten-print file (default: as they come; images uncompressed, in a ten-print file PNG)',
      ).choices(Object.keys(compressions)),
    )
    .addOption(
      new Option('--ratio <n>', 'JPEG 2000 so many times smaller, with loss (default: without loss)').argParser(
        number(2, 100),
      ),
    )
    .addOption(new Option('--bits-per-pixel <n>', 'bit rate of WSQ (default: 0.75)').argParser(number(0.1, 8)))
    .addOption(positionOption())
    .option('--rolled', 'the print was rolled from nail to nail')
    .addOption(new Option('--view <n>', 'the view to take of a record, counted from 1').argParser(wholeNumber(1, 255)))
    .addOption(new Option('--origin <code>', 'agency that a ten-print file comes from').default('UNKNOWN'))
    .addOption(new Option('--destination <code>', 'agency that it goes to').default('UNKNOWN'))
    .addOption(jsonOption())
    .addHelpText('after', afterHelp)
    .action((input: string, output: string, options: Options) =>
      runReported(options.json === true, (report) => convert(input, output, options, report)),
    );
}

async function convert(input: string, output: string, options: Options, report: Report): Promise<void> {
  const target = targetOf(output);
  const { compression: name, edition, ...others } = options;
  const compression = name === undefined ? undefined : compressions[name];
  const bytes = await convertFile(await readPrintFile(input), input, target, {
    ...others,
    edition: edition === '2005' ? 2005 : 2011,
    ...(compression === undefined ? {} : { compression }),
  });
  await writeOut(output, bytes);
  report.say(`${output}: ${target.kind}, ${byteSize(bytes.length)}`);
  report.answer({ file: output, kind: target.kind, bytes: bytes.length });
}
