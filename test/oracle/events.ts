/** What a run gives, whoever ran it: interpreted and compiled runs are compared as lists of these. */
import type { Summary } from './aggregates.js';

/** An integer as its type shows it, a text, NULL. */
export type Shown = bigint | string | null;

export type Event =
  | {
      readonly kind: 'record';
      readonly clause: number;
      readonly probe: string;
      readonly parts: readonly { readonly action: number; readonly values: readonly Shown[] }[];
    }
  | {
      readonly kind: 'fault';
      readonly clause: number;
      readonly probe: string;
      readonly code: number;
      readonly start: number;
      readonly end: number;
      readonly action: number;
    }
  /** What was lost, at the end of the run: the agent tells it when it gets round to it. */
  | { readonly kind: 'drop'; readonly cause: string; readonly count: number }
  /** Aggregations as they are when something is done with them: `index key` → its sums. */
  | { readonly kind: 'cells'; readonly cells: ReadonlyMap<string, Summary> };

export type LineOptions = {
  /** Leave out where in the text a fault was: for two texts that mean the same. */
  readonly placeless?: boolean;
};

/** Events as lines, so that a difference can be read. */
export function lines(events: readonly Event[], options: LineOptions = {}): string[] {
  return events.flatMap((event) => linesOf(event, options));
}

function linesOf(event: Event, options: LineOptions): string[] {
  switch (event.kind) {
    case 'record':
      return [
        `clause ${event.clause} at ${event.probe}: ${event.parts
          .map(({ action, values }) => `#${action}(${values.map(show).join(', ')})`)
          .join(' ')}`,
      ];
    case 'fault': {
      const place = options.placeless === true ? '' : ` [${event.start},${event.end}]`;
      return [
        `clause ${event.clause} at ${event.probe}: fault ${event.code} in action ${event.action}${place}`,
      ];
    }
    case 'drop':
      return [`drop ${event.cause}: ${event.count}`];
    case 'cells':
      return [...event.cells].map(([key, sums]) => `  cell ${key} = ${sums.join(' ')}`).sort();
  }
}

function show(value: Shown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
