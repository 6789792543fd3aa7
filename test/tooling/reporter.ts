/** A node:test reporter that writes what a test process did as JSON lines, for run-tests.mjs to count. */
import { inspect } from 'node:util';
import type { TestEvent } from './tally.js';

/** The events of node:test that matter here; the published types differ between versions. */
type RawEvent = {
  readonly type: string;
  readonly data: {
    readonly name?: string;
    readonly nesting?: number;
    readonly skip?: string | boolean;
    readonly todo?: string | boolean;
    readonly details?: {
      readonly type?: string;
      readonly duration_ms?: number;
      readonly error?: { readonly failureType?: string; readonly cause?: unknown };
    };
  };
};

// A reporter is the default export by node:test's definition.
export default async function* report(source: AsyncIterable<RawEvent>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { error } = data.details ?? {};
    const event: TestEvent = {
      passed: type === 'test:pass',
      name: data.name ?? '',
      nesting: data.nesting ?? 0,
      suite: data.details?.type === 'suite',
      skipped: reasonOf(data.skip) ?? reasonOf(data.todo),
      failure: error?.failureType,
      error: error === undefined ? undefined : inspect(error.cause ?? error, { depth: 6 }),
    };
    yield `${JSON.stringify(event)}\n`;
  }
}

function reasonOf(mark: string | boolean | undefined): string | undefined {
  if (mark === undefined || mark === false) return undefined;
  return typeof mark === 'string' ? mark : '';
}
