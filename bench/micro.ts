/**
 * `npm run bench -- micro`: one firing of a compiled clause, through the agent's own fire() and runtime,
 * against JavaScript that somebody would write by hand for the same question. Both run in one process in
 * alternating slices, and so does a second copy of the hand-written one: the null.
 */
import { AggregationStore } from '../agent/aggregations.js';
import { fire, ProbeSite } from '../agent/fire.js';
import { FrameStore } from '../agent/frames.js';
import { createRuntime, setUpProgram } from '../agent/runtime.js';
import { StackStore } from '../agent/stacks.js';
import { quantile } from '../cli/demo/cost.js';
import type { Program } from '../wire/program.js';
import { compileText } from './harness/compile.js';

type Fire = (a0: number, a1: number) => void;

type Case = {
  readonly name: string;
  readonly program: string;
  /** Makes a fresh copy, with state of its own. */
  readonly byHand: () => Fire;
};

const KEYS = 256;
const FIRINGS = 100_000;
const SLICES = 41;
const WARM_UP_SLICES = 10;

const CASES: readonly Case[] = [
  {
    name: '@ = count()',
    program: 'timer::setTimeout:fire { @ = count(); }',
    byHand: () => {
      const cell = { n: 0 };
      return () => {
        cell.n++;
      };
    },
  },
  {
    name: '@[arg0] = count()',
    program: 'timer::setTimeout:fire { @[arg0] = count(); }',
    byHand: () => {
      const cells = new Map<number, { n: number }>();
      return (a0) => {
        const cell = cells.get(a0);
        if (cell === undefined) cells.set(a0, { n: 1 });
        else cell.n++;
      };
    },
  },
  {
    name: '@[arg0, arg1 / 1000] = sum(arg1)',
    program: 'timer::setTimeout:fire { @[arg0, arg1 / 1000] = sum(arg1); }',
    byHand: () => {
      const cells = new Map<number, Map<number, { n: number }>>();
      return (a0, a1) => {
        let level = cells.get(a0);
        if (level === undefined) cells.set(a0, (level = new Map()));
        const key = Math.trunc(a1 / 1000);
        const cell = level.get(key);
        if (cell === undefined) level.set(key, { n: a1 });
        else cell.n += a1;
      };
    },
  },
  {
    name: '@ = quantize(arg1)',
    program: 'timer::setTimeout:fire { @ = quantize(arg1); }',
    byHand: () => {
      const buckets = new Float64Array(64);
      return (_a0, a1) => {
        const bucket = 32 - Math.clz32(a1);
        buckets[bucket] = (buckets[bucket] as number) + 1;
      };
    },
  },
  {
    name: '/arg0 % 100 == 0/ { @ = max(arg1) }',
    program: 'timer::setTimeout:fire /arg0 % 100 == 0/ { @ = max(arg1); }',
    byHand: () => {
      const cell = { max: 0 };
      return (a0, a1) => {
        if (a0 % 100 === 0 && a1 > cell.max) cell.max = a1;
      };
    },
  },
];

/** The program's first clause on a site of its own, fired as a hook fires it. */
function compiled(program: Program): Fire {
  const space = { live: 0, limit: 64 << 20, refuse: () => {} };
  const runtime = createRuntime({
    strsize: program.limits.strsize,
    aggregations: program.aggregations.map((def, index) => new AggregationStore(index, def, space)),
    space,
    frames: new FrameStore(),
    stacks: new StackStore(
      () => false,
      () => {},
    ),
    slotBase: 0,
    commit: () => {},
    exit: () => {},
  });
  const { clauses } = setUpProgram(program.code, runtime);
  const [def] = program.clauses;
  const [run] = clauses;
  const [description] = def?.descriptions ?? [];
  if (def === undefined || run === undefined || description === undefined) throw new Error('no clause');
  const failed = (_clause: unknown, _site: unknown, error: unknown): never => {
    throw error;
  };
  const site = new ProbeSite(1, description);
  site.clauses = [{ run, reset: undefined, owner: { draining: false, failed }, clause: 0, needs: def.needs }];
  site.enabledCount = 1;
  return (a0, a1) => {
    if (site.enabledCount !== 0) fire(site, a0, a1);
  };
}

let loops = 0;

/** Nanoseconds per call. Each loop is a text of its own: a shared one would be optimised for none of them. */
function timer(call: Fire): () => number {
  const loop = new Function(
    'call',
    `for (let i = 0; i < ${FIRINGS}; i++) call(i & ${KEYS - 1}, (i * 7919) & 0xffff); // ${loops++}`,
  ) as (call: Fire) => void;
  return () => {
    const began = process.hrtime.bigint();
    loop(call);
    return Number(process.hrtime.bigint() - began) / FIRINGS;
  };
}

export function runMicro(): string {
  const lines = ['clause                               by hand   compiled   ratio (quartiles)    null'];
  for (const { name, program, byHand } of CASES) {
    const timers = [timer(byHand()), timer(byHand()), timer(compiled(compileText(program)))] as const;
    for (let i = 0; i < WARM_UP_SLICES; i++) for (const run of timers) run();
    const slices = Array.from({ length: SLICES }, (_, i) => {
      const times = [0, 0, 0];
      // Each is first, second and third equally often.
      for (let k = 0; k < 3; k++) times[(i + k) % 3] = (timers[(i + k) % 3] as () => number)();
      return times as [number, number, number];
    });
    const sorted = (of: (slice: [number, number, number]) => number) => slices.map(of).sort((a, b) => a - b);
    const ratios = sorted(([hand, again, ours]) => ours / ((hand + again) / 2));
    const [q1, q2, q3] = [0.25, 0.5, 0.75].map((q) => quantile(ratios, q).toFixed(1)) as [
      string,
      string,
      string,
    ];
    const ns = (of: number): string =>
      `${quantile(
        sorted((slice) => slice[of] as number),
        0.5,
      ).toFixed(1)} ns`;
    const nothing = quantile(
      sorted(([hand, again]) => hand / again),
      0.5,
    ).toFixed(2);
    lines.push(
      `${name.padEnd(36)}${ns(0).padStart(8)}${ns(2).padStart(11)}   ${q2.padStart(4)} (${q1}-${q3})`.padEnd(
        74,
      ) + nothing.padStart(8),
    );
  }
  return lines.join('\n');
}
