/** What is compared with the bare process: how it is launched, what traces it, and what it may cost. */
import { fileURLToPath } from 'node:url';
import type { Launch } from './target-process.js';

export type Variant = {
  readonly name: string;
  readonly summary: string;
  /** Launched bare when absent. */
  readonly launch?: 'preload' | 'peer';
  /** D program that the real CLI runs on it, attached by PID. */
  readonly program?: string;
  /** A verb of the real CLI that runs on it instead, attached by PID. */
  readonly verb?: string;
  /** The program is stopped again before anything is measured. */
  readonly detached?: true;
  /** Highest ratio to bare, by workload. */
  readonly goals: Readonly<Partial<Record<string, number>>>;
};

const IDLE = { W1: 1.03, W2: 1.03, W3: 1.03, W5: 1.03 };
const AGGREGATING = { W1: 1.05, W2: 1.03, W3: 1.15, W5: 1.05 };
const PROMISES_OFF_ON_26 = Number(process.versions.node.split('.')[0]) >= 26;
const ASYNC_COUNT = { W1: 1.1, W2: PROMISES_OFF_ON_26 ? 1.05 : 2.6, W3: 1.15, W5: 1.1 };
const ASYNC_LATENCY = { W1: 1.2, W2: 7, W3: 1.25, W5: 1.2 };
const SAMPLED_STACKS = { W1: 1.2, W2: 8.5, W3: 1.25, W5: 1.2 };
const GRAPH = { W1: 1.25, W5: 1.25 };
const LOOP = { W1: 1.01, W2: 1.01, W3: 1.01, W5: 1.01 };
const AFTER = { W1: 1.03, W2: 1.2, W3: 1.03, W5: 1.03 };

/** Takes the stack of one firing in a hundred. */
function sampled(probe: string): string {
  return `${probe} { fired++; } ${probe} /fired % 100 == 0/ { @[ustack(10)] = count(); }`;
}

export const VARIANTS: readonly Variant[] = [
  { name: 'idle', summary: 'dormant preload', launch: 'preload', goals: IDLE },
  {
    name: 'abort-count',
    summary: 'every abort probe, count()',
    program: 'abort::: { @[probename] = count(); }',
    goals: AGGREGATING,
  },
  {
    name: 'abort-quantize',
    summary: 'age of aborted signals, quantize()',
    program: 'abort:::fire { @[args[0]->origin] = quantize(args[0]->ageMs); }',
    goals: AGGREGATING,
  },
  {
    name: 'abort-ustack',
    summary: 'stack of one abort in 100',
    program: sampled('abort:::fire'),
    goals: SAMPLED_STACKS,
  },
  {
    name: 'timer-count',
    summary: 'every timer probe, count()',
    program: 'timer::: { @[probefunc, probename] = count(); }',
    goals: AGGREGATING,
  },
  {
    name: 'timer-quantize',
    summary: 'lateness of timers, quantize()',
    program: 'timer::setTimeout:fire { @ = quantize(args[1] / 1000); }',
    goals: AGGREGATING,
  },
  {
    name: 'timer-ustack',
    summary: 'stack of one setTimeout in 100',
    program: sampled('timer::setTimeout:create'),
    goals: SAMPLED_STACKS,
  },
  {
    name: 'async-count',
    summary: 'async resources by type, promises left out',
    program: 'async:[!P]*::init { @[probemod] = count(); }',
    goals: ASYNC_COUNT,
  },
  {
    name: 'async-promises',
    summary: 'async resources by type, promises too',
    program: 'async:::init { @[probemod] = count(); }',
    goals: ASYNC_COUNT,
  },
  {
    name: 'async-quantize',
    summary: 'run time of every async callback, quantize()',
    program:
      'async:::before { self->began = timestamp; } async:::after /self->began/ { @[probemod] = quantize(timestamp - self->began); self->began = 0; }',
    goals: ASYNC_LATENCY,
  },
  {
    name: 'async-ustack',
    summary: 'stack of one async init in 100',
    program: sampled('async:::init'),
    goals: SAMPLED_STACKS,
  },
  {
    name: 'gc-quantize',
    summary: 'pauses of the garbage collector, quantize()',
    program: 'gc:::done { @[probefunc] = quantize(arg1 / 1000); }',
    goals: LOOP,
  },
  {
    name: 'loop-quantize',
    summary: 'stalls and delays of the event loop, quantize()',
    program:
      'loop:::stall { @stalls = quantize(arg1 / 1000000); } loop:::delay { @delays = quantize(arg0 / 1000); } loop:::utilization { @busy = avg(arg0); }',
    goals: LOOP,
  },
  {
    name: 'loop-ustack',
    summary: 'stacks of stalls, from the CPU profiler',
    program: 'loop:::stall { @[ustack(10)] = quantize(arg1 / 1000000); }',
    goals: {},
  },
  {
    name: 'graph',
    summary: 'ntrace lost: the cancel graph, requests sampled',
    verb: 'lost',
    goals: GRAPH,
  },
  {
    name: 'detached',
    summary: 'after abort, timer and async were traced for 2 s and left',
    program: 'abort:::,timer:::,async:::init { @[probeprov] = count(); }',
    detached: true,
    goals: AFTER,
  },
  {
    name: 'opentelemetry',
    summary: 'peer: auto-instrumentations-node, OTLP to a local sink',
    launch: 'peer',
    goals: {},
  },
];

const PRELOAD = fileURLToPath(new URL('../../agent/preload.cjs', import.meta.url));

export const BARE: Launch = { nodeArguments: [], env: {} };

/** `peer` is the launch that peer.ts found, if any. */
export function launchOf(variant: Variant, peer: Launch | undefined): Launch {
  if (variant.launch === 'preload') return { nodeArguments: ['--require', PRELOAD], env: {} };
  if (variant.launch === undefined) return BARE;
  if (peer === undefined) throw new Error('the peer is not installed');
  return peer;
}
