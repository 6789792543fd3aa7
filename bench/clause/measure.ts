/**
 * One case in one fresh process: slices of all its calls, alternating, after everything was optimised and has
 * become old. Slices are short, so that few of them meet another process on the same core; ratios are taken
 * slice by slice.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { quantile } from '../../cli/demo/cost.js';
import { compiledCalls, handCall, loopOf } from './calls.js';
import { CASES, type Call, type Case } from './cases.js';

/**
 * alone: no other clause is enabled, so V8 inlines the clause into the hook, and the hand-written function
 * too. crowd: other clauses, and other hand-written functions, went through the same fire() and dispatch()
 * before, as in a program of several clauses; then both are calls.
 */
export type Company = 'alone' | 'crowd';

export type Spread = { readonly q1: number; readonly median: number; readonly q3: number };

export type Figures = {
  /** Median ns per call. */
  readonly hand: number;
  readonly fired: number;
  /** The same functions without a probe site around them. */
  readonly bareHand: number;
  readonly called: number | undefined;
  /** Fired / by hand. */
  readonly ratio: Spread;
  /** By hand / a second copy of it. */
  readonly null: number;
};

const CALLS = 8_000;
const WARM_UPS = 150;
const SLICES = 301;
const CROWD = ['@ = count()', '@[args[0]->origin] = count()', '@[arg0] = max(arg1)', '@ = quantize(arg1)'];
const CROWD_CALLS = 30_000;

export function measureCase(which: Case, company: Company): Figures {
  if (company === 'crowd') for (const other of CASES.filter(({ name }) => CROWD.includes(name))) warm(other);
  const { called, fired } = compiledCalls(which);
  const calls = [
    handCall(which.byHand),
    handCall(which.byHand),
    fired,
    which.byHand(),
    ...(called === undefined ? [] : [called]),
  ];
  const timers = calls.map((call) => timer(call, which.args));
  for (let i = 0; i < WARM_UPS; i++) for (const run of timers) run();
  collect();
  for (const run of timers) run();
  const slices = Array.from({ length: SLICES }, (_, i) => {
    const times = timers.map(() => 0);
    // Each is first, second and so on equally often.
    for (let k = 0; k < timers.length; k++) {
      const at = (i + k) % timers.length;
      times[at] = (timers[at] as () => number)();
    }
    return times as [hand: number, again: number, fired: number, bareHand: number, called?: number];
  });
  const sorted = (of: (slice: (typeof slices)[number]) => number) => slices.map(of).sort((a, b) => a - b);
  const median = (of: (slice: (typeof slices)[number]) => number) => quantile(sorted(of), 0.5);
  const ratios = sorted(([hand, again, ours]) => ours / ((hand + again) / 2));
  return {
    hand: median(([hand, again]) => (hand + again) / 2),
    fired: median((slice) => slice[2]),
    bareHand: median((slice) => slice[3]),
    called: called === undefined ? undefined : median((slice) => slice[4] as number),
    ratio: { q1: quantile(ratios, 0.25), median: quantile(ratios, 0.5), q3: quantile(ratios, 0.75) },
    null: median(([hand, again]) => hand / again),
  };
}

/** Other clauses and other hand-written functions come by, on sites of their own. */
function warm(other: Case): void {
  for (const call of [handCall(other.byHand), compiledCalls(other).fired])
    loopOf(call, other.args, CROWD_CALLS)();
}

/** ns per call. */
function timer(call: Call, args: string): () => number {
  const loop = loopOf(call, args, CALLS);
  return () => {
    const began = process.hrtime.bigint();
    loop();
    return Number(process.hrtime.bigint() - began) / CALLS;
  };
}

/** What is young stays cheap to store to and dear to refer to: in life, sites and cells are old. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
  gc();
}
