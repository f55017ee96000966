import type { PrintMeasurements, Workbench } from '../../../engine/index.js';
import { trialPairs } from '../pairs.js';

/** Prints that are judged together, and what their pairs score. */
export interface Population {
  readonly name: string;
  readonly fingers: readonly string[];
  readonly prints: readonly PrintMeasurements[];
  /** Decibels. */
  readonly genuine: Float32Array;
  readonly impostor: Float32Array;
}

export interface NamedPrint {
  readonly finger: string;
  readonly print: PrintMeasurements;
}

/** Compares every pair of prints. */
export async function populationOf(
  workbench: Workbench,
  name: string,
  prints: readonly NamedPrint[],
): Promise<Population> {
  const fingers = prints.map(({ finger }) => finger);
  const templates = prints.map(({ print }) => print.template);
  const pairs = trialPairs(fingers, 'all');
  const [genuine, impostor] = await Promise.all([
    workbench.comparePairs(templates, pairs.genuine),
    workbench.comparePairs(templates, pairs.impostor),
  ]);
  return { name, fingers, prints: prints.map(({ print }) => print), genuine, impostor };
}
