/** The figures that say how near synthetic prints come to real ones. */
import { mean } from '../statistics.js';
import { type Distribution, distributionOf, kolmogorovSmirnov, quantile } from './distribution.js';
import type { Population } from './population.js';
import { distributionIn, properties } from './properties.js';

/** Real sets, and synthetic ones of the same kind, one of each difficulty. */
export interface Populations {
  readonly real: readonly Population[];
  readonly images: readonly Population[];
  readonly templates: readonly Population[];
}

export interface PropertyDistance {
  readonly title: string;
  readonly unit: string;
  /** Medians. */
  readonly real: number;
  readonly images: number;
  readonly templates?: number;
  /** Kolmogorov-Smirnov distances from the real sets. */
  readonly imagesDistance: number;
  readonly templatesDistance?: number;
}

export interface ImpostorRate {
  /** Rate of the real sets. */
  readonly rate: number;
  /** Where they have it, decibels. */
  readonly threshold: number;
  readonly images: number;
  readonly templates: number;
}

export interface GenuineScores {
  readonly name: string;
  /** Decibels that 1, 5 and 50 % of the genuine pairs do not exceed. */
  readonly p01: number;
  readonly p05: number;
  readonly median: number;
}

export interface SynthesisFigures {
  readonly properties: readonly PropertyDistance[];
  readonly impostors: readonly ImpostorRate[];
  readonly genuine: readonly GenuineScores[];
}

export const impostorsOf = (populations: readonly Population[]): Distribution =>
  distributionOf(populations.map(({ impostor }) => impostor));

export function figuresOf({ real, images, templates }: Populations): SynthesisFigures {
  return {
    properties: properties.map((property) => {
      const [r, i, t] = [real, images, templates].map((populations) => distributionIn(populations, property));
      const { title, unit, ofTemplates } = property;
      const ofReal = r ?? noDistribution;
      return {
        title,
        unit,
        real: quantile(ofReal, 0.5),
        images: quantile(i ?? noDistribution, 0.5),
        imagesDistance: kolmogorovSmirnov(ofReal, i ?? noDistribution),
        ...(ofTemplates && t !== undefined
          ? { templates: quantile(t, 0.5), templatesDistance: kolmogorovSmirnov(ofReal, t) }
          : {}),
      };
    }),
    impostors: [0.01, 0.001].map((rate) => {
      const threshold = quantile(impostorsOf(real), 1 - rate);
      return {
        rate,
        threshold,
        images: falseMatchRate(images, threshold),
        templates: falseMatchRate(templates, threshold),
      };
    }),
    genuine: [...real, ...images, ...templates].map(({ name, genuine }) => {
      const scores = distributionOf([genuine]);
      return { name, p01: quantile(scores, 0.01), p05: quantile(scores, 0.05), median: quantile(scores, 0.5) };
    }),
  };
}

const noDistribution: Distribution = distributionOf([]);

/** Mean over the populations of the share of impostors above a threshold. */
function falseMatchRate(populations: readonly Population[], threshold: number): number {
  return mean(
    populations.map(({ impostor }) => impostor.filter((score) => score > threshold).length / impostor.length),
  );
}
