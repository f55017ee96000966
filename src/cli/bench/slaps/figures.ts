import type { SlapTrial, SlapTrialTask } from '../../../engine/index.js';
import { type JudgedSlap, judgeSlap } from './judge.js';

export interface SlapFigures {
  readonly name: string;
  readonly slaps: number;
  readonly fingers: number;
  /** Boxes at their place and of the right position. */
  readonly found: number;
  readonly misplaced: number;
  readonly absent: number;
  /** Boxes where no such finger is. */
  readonly surplus: number;
  /** Of four-finger slaps. */
  readonly hands: { readonly right: number; readonly unknown: number; readonly wrong: number };
}

export interface JudgedTrial {
  readonly task: SlapTrialTask;
  readonly trial: SlapTrial;
  readonly judged: JudgedSlap;
}

export function judgeTrial(task: SlapTrialTask, trial: SlapTrial): JudgedTrial {
  return { task, trial, judged: judgeSlap(task, trial) };
}

/** All slaps together, then by what makes them differ. */
export function slapFigures(trials: readonly JudgedTrial[]): SlapFigures[] {
  const groups = new Map<string, JudgedTrial[]>([['all', [...trials]]]);
  const add = (name: string, trial: JudgedTrial): unknown => groups.get(name)?.push(trial) ?? groups.set(name, [trial]);
  for (const name of [slapName, conditionName, tiltName, missingName]) {
    for (const [group, trial] of trials
      .map((trial) => [name(trial.task), trial] as const)
      .toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))) {
      add(group, trial);
    }
  }
  return [...groups].map(([name, group]) => figuresOf(name, group));
}

function figuresOf(name: string, trials: readonly JudgedTrial[]): SlapFigures {
  const fingers = trials.flatMap(({ judged }) => judged.fingers);
  const outcomes = (outcome: string): number => fingers.filter((finger) => finger.outcome === outcome).length;
  const hands = (hand: string): number => trials.filter(({ judged }) => judged.hand === hand).length;
  return {
    name,
    slaps: trials.length,
    fingers: fingers.length,
    found: outcomes('found'),
    misplaced: outcomes('misplaced'),
    absent: outcomes('absent'),
    surplus: trials.reduce((sum, { judged }) => sum + judged.surplus, 0),
    hands: { right: hands('right'), unknown: hands('unknown'), wrong: hands('wrong') },
  };
}

const slapNames = new Map([
  [13, 'right four'],
  [14, 'left four'],
  [15, 'thumbs'],
]);

function slapName({ request }: SlapTrialTask): string {
  return slapNames.get(request.position) ?? '';
}

function conditionName({ request }: SlapTrialTask): string {
  const words = { dry: 'light (dry)', wet: 'smeared (wet)', any: 'any pressure' } as const;
  const { condition } = request;
  return condition in words ? words[condition as keyof typeof words] : condition;
}

function tiltName({ request: { tiltDegrees = 0 } }: SlapTrialTask): string {
  const from = 15 * Math.min(Math.floor(Math.abs(tiltDegrees) / 15), 2);
  return `tilt ${from} to ${from + 15} degrees`;
}

function missingName({ request: { missingFingers }, missingStated }: SlapTrialTask): string {
  const count = missingFingers.length;
  return count === 0 ? 'none missing' : `${count} missing, ${missingStated ? 'stated' : 'not stated'}`;
}
