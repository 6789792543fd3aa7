/** The questions that the demo asks its service, and how to read the answers. */

export type Lesson = {
  readonly title: string;
  readonly program: string;
  /** Options besides -p and -n. */
  readonly options: readonly string[];
  /** At most 78 columns each. */
  readonly reading: readonly [string, string];
};

export const LESSONS: readonly Lesson[] = [
  {
    title: 'Who aborts, and from where?',
    program: 'abort:::fire { @[args[0]->origin, ustack(4)] = count(); }',
    options: [],
    reading: [
      'Smallest count first. hungUpOrDone aborts one controller per request, and any()',
      'follows it; a timeout fires from a timer of Node, with no frame of the service.',
    ],
  },
  {
    title: 'How late do timers fire?',
    program: 'timer::setTimeout:fire { @["late (us)"] = quantize(args[1] / 1000); }',
    options: [],
    reading: [
      'Each line is a power of two: the row 512 counts timers that were 512 to 1023 us',
      'late. A second hump far below the first would be a blocked event loop.',
    ],
  },
  {
    title: 'Which asynchronous resources are made?',
    program: 'async:::init { @[probemod] = count(); }',
    options: [],
    reading: [
      'Types are those of Node: PROMISE, Timeout, TCPWRAP (a connection that came in),',
      'HTTPCLIENTREQUEST and so on. What grows faster than requests do is suspicious.',
    ],
  },
  {
    title: 'How many listeners does a signal have when it fires?',
    program: 'abort:::fire { @[args[0]->origin] = lquantize(args[0]->listeners, 0, 8, 1); }',
    options: [],
    reading: [
      'Bigger orders reserve more items, and every reservation listens to the signal of',
      'its request. A bucket of 0 is a cancellation that nobody heard.',
    ],
  },
  {
    title: 'Aborts, second by second',
    program: 'abort:::fire { @n = count(); } tick-1s { printa("%@8d aborts\\n", @n); clear(@n); }',
    options: ['-q'],
    reading: [
      'tick-1s runs in the service, the counting too: only the sums travel. The last',
      'line is what came after the last tick.',
    ],
  },
];
