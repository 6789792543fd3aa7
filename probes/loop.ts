/**
 * loop: the event loop, watched by a timer of ours that beats 50 times a second: how late it is, when the loop was
 * blocked, how busy it is. Not by async hooks, which would cost each callback, nor by monitorEventLoopDelay, which
 * tells percentiles and no event.
 */
import type { RecordType } from '../wire/probe.js';
import { Heartbeat, STALL_MS } from './loop/heartbeat.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';

const STALL: RecordType = {
  name: 'stall',
  doc: 'The stall.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number, from 1.' },
    { name: 'durationNs', type: 'int64', doc: 'ns that the loop ran something and did not wait.' },
    {
      name: 'callback',
      type: 'location',
      doc: 'The outermost function of the application in most of its CPU samples: the callback at fault.',
    },
    {
      name: 'site',
      type: 'location',
      doc: 'The innermost function that most of its samples share: where the time went.',
    },
  ],
};
const SECOND: RecordType = {
  name: 'second',
  doc: 'What the loop did in the last second.',
  integer: 'permille',
  members: [
    { name: 'permille', type: 'int32', doc: 'Busy time of 1,000.' },
    { name: 'activeNs', type: 'int64', doc: 'ns that it ran something.' },
    { name: 'idleNs', type: 'int64', doc: 'ns that it waited.' },
  ],
};

export const loop: Provider = {
  name: 'loop',
  doc: 'The event loop: stalls and the callback at fault, delays, utilization.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    `A stall is ${STALL_MS} ms or more without a wait; for longer ones use a predicate, as \`/arg1 > 200000000/\`. It fires when the loop is back, with \`timestamp\` the end of the stall. Callbacks that run in one turn count together, with up to 20 ms of what ran before them.`,
    "A clause that takes a stack, or reads `callback` or `site`, turns V8's CPU profiler on, at 100 samples a second: `ustack()` then is the path that most samples of the stall share. A sample names where its function starts, not the line it was at.",
    'While a probe is enabled a timer wakes the loop 50 times a second, which costs 0.8 % of a core where the process is idle, and the profiler as much again.',
  ],
  example: 'loop:::stall { @[args[0]->callback] = quantize(arg1 / 1000000); }',
  types: [STALL, SECOND],
  probes: probesOf('loop', [''], '', [
    {
      name: 'stall',
      args: [
        record('stall', STALL),
        { name: 'duration', type: 'int64', doc: 'ns that the loop was blocked.' },
      ],
      doc: `The loop was blocked for ${STALL_MS} ms or more.`,
    },
    {
      name: 'delay',
      args: [{ name: 'late', type: 'int64', doc: 'ns that the timer was late.' }],
      doc: 'A timer of ours fired, 50 times a second.',
    },
    {
      name: 'utilization',
      args: [record('second', SECOND), { name: 'active', type: 'int64', doc: 'ns that it ran something.' }],
      doc: 'A second is over.',
    },
  ]),
  enable: (host, sites) => new Heartbeat(host, sites),
};
