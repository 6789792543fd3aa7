/**
 * Counts the tests of one test process. A test that only groups others is not counted besides them; a
 * process that dies, hangs or runs nothing is a failure of its own.
 */

export type TestEvent = {
  readonly passed: boolean;
  readonly name: string;
  readonly nesting: number;
  readonly suite: boolean;
  /** The reason, '' when none was given; undefined when the test ran. */
  readonly skipped: string | undefined;
  /** node:test's failureType. */
  readonly failure: string | undefined;
  readonly error: string | undefined;
};

export type Ending =
  /** `left`: processes of its group that were still there a while later. */
  | { readonly kind: 'exit'; readonly status: number; readonly left: readonly string[] }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'timeout'; readonly seconds: number };

export type Tally = {
  readonly passed: number;
  readonly failures: readonly { readonly name: string; readonly error: string }[];
  readonly skips: readonly { readonly name: string; readonly reason: string }[];
};

export function tally(events: readonly TestEvent[], ending: Ending): Tally {
  let passed = 0;
  const failures: { name: string; error: string }[] = [];
  const skips: { name: string; reason: string }[] = [];
  /** Index: nesting; true when a test of that depth was seen since its parent's predecessor ended. */
  const seen: boolean[] = [];
  for (const event of events) {
    const groups = seen[event.nesting + 1] === true;
    seen[event.nesting + 1] = false;
    seen[event.nesting] = true;
    if (event.skipped !== undefined) skips.push({ name: event.name, reason: event.skipped });
    else if (!event.passed && event.failure !== 'subtestsFailed') {
      failures.push({ name: event.name, error: event.error ?? 'no error was given' });
    } else if (event.passed && !event.suite && !groups) passed++;
  }
  const trouble = describe(ending, failures.length > 0);
  if (trouble !== undefined) failures.push({ name: '(the test process)', error: trouble });
  else if (events.length === 0)
    failures.push({ name: '(the test process)', error: 'it ended without running a test' });
  return { passed, failures, skips };
}

function describe(ending: Ending, explained: boolean): string | undefined {
  switch (ending.kind) {
    case 'exit':
      if (ending.left.length > 0) return `it left processes behind: ${ending.left.join(', ')}`;
      return ending.status === 0 || explained ? undefined : `it exited with status ${ending.status}`;
    case 'signal':
      return `it was ended by ${ending.signal}`;
    case 'timeout':
      return `it did not end within ${ending.seconds} s: a test hangs, or leaves a timer, socket or child behind`;
  }
}
