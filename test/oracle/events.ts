/** What a run gives, whoever ran it: interpreted and compiled runs are compared as lists of these. */
import type { Summary } from './aggregates.js';

/** An integer as its type shows it, a text, NULL. */
export type Shown = bigint | string | null;

/** Aggregations: `index key` → its sums. */
export type Cells = ReadonlyMap<string, Summary>;

/** An action of a record; `sees`: the aggregations that it reads, as they are for it. */
export type Part = { readonly action: number; readonly values: readonly Shown[]; readonly sees?: Cells };

export type Event =
  | {
      readonly kind: 'record';
      readonly clause: number;
      readonly probe: string;
      readonly parts: readonly Part[];
    }
  | {
      readonly kind: 'fault';
      readonly clause: number;
      readonly probe: string;
      readonly code: number;
      readonly start: number;
      readonly end: number;
      readonly action: number;
      readonly address: bigint;
    }
  /** What was lost, at the end of the run: the agent tells it when it gets round to it. */
  | { readonly kind: 'drop'; readonly cause: string; readonly count: number }
  /** Aggregations as they are at the end. */
  | { readonly kind: 'cells'; readonly cells: Cells };

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
        ...event.parts.flatMap(({ action, sees }) =>
          sees === undefined ? [] : [`  #${action} sees ${cellLines(sees).join('; ')}`],
        ),
      ];
    case 'fault': {
      const place = options.placeless === true ? '' : ` [${event.start},${event.end}]`;
      return [
        `clause ${event.clause} at ${event.probe}: fault ${event.code} (${event.address}) in action ${event.action}${place}`,
      ];
    }
    case 'drop':
      return [`drop ${event.cause}: ${event.count}`];
    case 'cells':
      return cellLines(event.cells).map((line) => `  cell ${line}`);
  }
}

function show(value: Shown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function cellLines(cells: Cells): string[] {
  return [...cells].map(([key, sums]) => `${key} = ${sums.join(' ')}`).sort();
}
