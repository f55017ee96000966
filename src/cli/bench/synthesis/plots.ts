import { type Curve, figure, type LegendEntry, type Panel } from '../plot.js';
import { type Distribution, distributionOf } from './distribution.js';
import { impostorsOf, type Populations } from './figures.js';
import { distributionIn, properties } from './properties.js';

const colours = { real: '#1f4e9c', realSet: '#b7c9e8', images: '#c8501e', templates: '#2f8f4e' } as const;
/** From the easiest to the hardest. */
const difficultyColours = ['#f4b183', '#e8894f', '#d9652a', '#b3461a', '#7d2c0c'];
const templateColours = ['#a9dbb9', '#77c191', '#4aa56b', '#2f8550', '#1a5c35'];
const legend: readonly LegendEntry[] = [
  { name: 'real sets, each', colour: colours.realSet },
  { name: 'real, pooled', colour: colours.real },
  { name: 'synthetic images', colour: colours.images },
  { name: 'synthetic templates', colour: colours.templates },
];

/** Cumulated shares of every property. */
export function propertyPlot({ real, images, templates }: Populations): string {
  const panels = properties.map((property): Panel => {
    const cumulated = (distribution: Distribution, colour: string, width: number): Curve => ({
      colour,
      width,
      points: thinned(distribution).map(({ value, share }) => [value, share]),
    });
    return {
      title: property.title,
      x: { label: property.unit, range: property.range },
      y: { label: 'share up to here', range: [0, 1] },
      curves: [
        ...real.map((set) => cumulated(distributionIn([set], property), colours.realSet, 1)),
        cumulated(distributionIn(real, property), colours.real, 2.2),
        cumulated(distributionIn(images, property), colours.images, 2),
        ...(property.ofTemplates ? [cumulated(distributionIn(templates, property), colours.templates, 2)] : []),
      ],
    };
  });
  return figure('Properties of real and synthetic prints', panels, 4, legend);
}

/** What impostors and genuine pairs score. */
export function scorePlot(populations: Populations): string {
  const { real, images, templates } = populations;
  const exceeding = (distribution: Distribution, colour: string, width: number): Curve => ({
    colour,
    width,
    points: thinned(distribution).map(({ value, share }) => [value, Math.max(1 - share, 1e-6)]),
  });
  const impostors: Panel = {
    title: 'Impostors: false match rate',
    x: { label: 'threshold, dB', range: [0, 50] },
    y: { label: 'share above', range: [1e-5, 1], logarithmic: true },
    curves: [
      ...real.map((set) => exceeding(impostorsOf([set]), colours.realSet, 1)),
      exceeding(impostorsOf(real), colours.real, 2.2),
      exceeding(impostorsOf(images), colours.images, 2),
      exceeding(impostorsOf(templates), colours.templates, 2),
    ],
  };
  return figure(
    'Scores of real and synthetic pairs',
    [
      impostors,
      genuinePanel('Genuine: images by difficulty', populations, images, difficultyColours),
      genuinePanel('Genuine: templates by difficulty', populations, templates, templateColours),
    ],
    3,
    legend,
  );
}

function genuinePanel(
  title: string,
  { real }: Populations,
  synthetic: Populations['images'],
  shades: readonly string[],
): Panel {
  const below = (scores: ArrayLike<number>, colour: string, width: number): Curve => ({
    colour,
    width,
    points: thinned(distributionOf([scores])).map(({ value, share }) => [value, share]),
  });
  return {
    title,
    x: { label: 'score, dB', range: [0, 100] },
    y: { label: 'share up to here', range: [0, 1] },
    curves: [
      ...real.map(({ genuine }) => below(genuine, colours.realSet, 1.4)),
      ...synthetic.map(({ genuine }, index) => below(genuine, shades[index % shades.length] ?? colours.images, 1.8)),
    ],
  };
}

/** Few enough points to draw, with all of the upper tail. */
function thinned({ values, shares }: Distribution): { value: number; share: number }[] {
  const step = Math.max(1, Math.floor(values.length / 300));
  const tail = values.length - 200;
  return Array.from(values, (value, index) => ({ value, share: shares[index] ?? 1, index })).filter(
    ({ index }) => index % step === 0 || index > tail,
  );
}
