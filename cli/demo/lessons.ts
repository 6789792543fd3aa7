/** The questions that the demo asks its service, and how to read the answers. */

export type Lesson = {
  readonly title: string;
  /** One line or more; a line fits 75 columns. */
  readonly program: string;
  /** Options besides -p and -n. */
  readonly options: readonly string[];
  /** At most 78 columns each. */
  /** Beyond what the tour gives each question. */
  readonly extraSeconds?: number;
  readonly reading: readonly [string, string];
};

export const LESSONS: readonly Lesson[] = [
  {
    title: 'Who aborts, and from where?',
    program: 'abort:::fire { @[args[0]->origin, ustack(4)] = count(); }',
    options: [],
    reading: [
      'The biggest count is last. hungUpOrDone aborts a controller per request; any()',
      'follows it. A timeout fires from a timer of Node, answered or not.',
    ],
  },
  {
    title: 'How late do timers fire?',
    program: 'timer::setTimeout:fire { @["late (us)"] = quantize(args[1] / 1000); }',
    options: [],
    reading: [
      'Each row is a power of two: row 512 counts timers that were 512 to 1023 us',
      'late. A second hump further down would be an event loop that was blocked.',
    ],
  },
  {
    title: 'Which asynchronous resources are made?',
    program: 'async:::init { @[probemod] = count(); }',
    options: [],
    reading: [
      'Types are those of Node. TCPCONNECTWRAP is a connection to the supplier: an',
      'aborted fetch throws its own away, so that the next has to open another.',
    ],
  },
  {
    title: 'How many listeners does a signal have when it fires?',
    program: 'abort:::fire {\n  @[args[0]->origin] = lquantize(args[0]->listeners, 0, 8, 1); }',
    options: [],
    reading: [
      'controller: each of the 1 to 4 items of an order adds one and leaves it.',
      'timeout: 0, since any() follows its sources without being their listener.',
    ],
  },
  {
    title: 'Aborts, second by second',
    program: 'abort:::fire { @n = count(); }\ntick-1s { printa("%@8d aborts\\n", @n); clear(@n); }',
    options: ['-q'],
    extraSeconds: 2,
    reading: [
      'Counting and tick-1s both run in the service: one sum a second leaves it,',
      'however many aborts there are.',
    ],
  },
];
