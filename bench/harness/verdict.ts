/** From the rounds of several starts to one line per variant, and whether it meets its goal. */
import { quantile } from '../../cli/demo/cost.js';
import type { StartResult } from './start.js';

export type Verdict = 'ok' | 'over' | 'not resolved' | 'no goal';

export type Summary = {
  readonly name: string;
  /** Median over the starts of each start's median ratio. */
  readonly median: number;
  /** Quartiles of all rounds of all starts. */
  readonly q1: number;
  readonly q3: number;
  readonly rss: number;
  readonly goal: number | undefined;
  readonly verdict: Verdict;
};

/** performance.md: with five starts a median of starts is good to this, unless the null is wider. */
const RESOLUTION = 0.03;
const ENOUGH_STARTS = 5;
/** Goals up to this are met by five starts or not at all. */
const TIGHT_GOAL = 1.05;
/** Of one start. Fewer than five starts decide only what lies further than this from the goal. */
const ONE_START: Readonly<Record<string, number>> = { W1: 0.08, W2: 0.06, W3: 0.1, W4: 0.3, W5: 0.08 };

/** Bare against bare: the median of the starts' medians, and the furthest of these from 1. */
export function nullOf(starts: readonly StartResult[]): { readonly median: number; readonly worst: number } {
  const medians = starts.map(({ nulls }) => median(nulls));
  return { median: median(medians), worst: Math.max(...medians.map((each) => Math.abs(each - 1))) };
}

export function summarise(
  name: string,
  workload: string,
  goal: number | undefined,
  starts: readonly StartResult[],
): Summary {
  const results = starts.map((start) => start.variants[name] as StartResult['variants'][string]);
  const all = results.flatMap(({ ratios }) => ratios).sort((a, b) => a - b);
  const ratio = median(results.map(({ ratios }) => median(ratios)));
  return {
    name,
    median: ratio,
    q1: quantile(all, 0.25),
    q3: quantile(all, 0.75),
    rss: median(results.map(({ rss }) => rss)),
    goal,
    verdict: judge(ratio, goal, workload, starts),
  };
}

function judge(
  ratio: number,
  goal: number | undefined,
  workload: string,
  starts: readonly StartResult[],
): Verdict {
  if (goal === undefined) return 'no goal';
  const meets = ratio <= goal;
  if (starts.length >= ENOUGH_STARTS && Math.abs(nullOf(starts).median - 1) <= RESOLUTION)
    return meets ? 'ok' : 'over';
  // What costs a multiple is also known only to a fraction of it.
  const doubt = Math.max(ONE_START[workload] ?? 0.3, nullOf(starts).worst) * Math.max(1, ratio - 1);
  if (Math.abs(ratio - goal) <= doubt) return 'not resolved';
  if (!meets) return 'over';
  return goal <= TIGHT_GOAL ? 'not resolved' : 'ok';
}

function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
