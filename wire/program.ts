/**
 * A compiled D program: data plus JavaScript text, made by `lang`, run by the agent. The target never
 * compiles D. `code` is a function expression `(rt) => ({ clauses, resetThis })`; see runtime.ts.
 */
import type { AggregationDef } from './aggregation.js';
import type { MemorySize } from './memory.js';
import type { ProbeDescription } from './probe.js';
import type { Shape } from './shape.js';
import type { ValueType } from './value.js';

export type Program = {
  readonly wireVersion: number;
  readonly code: string;
  readonly clauses: readonly ClauseDef[];
  readonly aggregations: readonly AggregationDef[];
  /** Every data-recording or consumer-side action; a record names them by index. */
  readonly actions: readonly ActionDef[];
  /** Where things that may fault stand; `Fault.span` indexes this. */
  readonly spans: readonly SpanDef[];
  /** Options after pragmas and -x, dtrace's names, values as written ('' for a bare boolean). */
  readonly options: Readonly<Record<string, string>>;
  /** Sizes of the regions of its memory; null when it has none. */
  readonly memory: MemorySize | null;
  /** What options say of memory and time, resolved. */
  readonly limits: ProgramLimits;
  readonly needs: ProgramNeeds;
  /** Texts the spans point into. They stay with the CLI. */
  readonly sources: readonly { readonly name: string; readonly text: string }[];
};

/** Options of the same names, sizes in bytes, rates as periods in ns. */
export type ProgramLimits = {
  readonly strsize: number;
  readonly aggsize: number;
  readonly bufsize: number;
  /** switch: records leave as they come. fill, ring: they stay until the trace ends, the first or the newest of them. */
  readonly bufpolicy: 'switch' | 'fill' | 'ring';
  readonly dynvarsize: number;
  readonly specsize: number;
  readonly printsize: number;
  /** How deep print() goes into a JavaScript value. */
  readonly printdepth: number;
  /** Speculations that may be active at a time. */
  readonly nspec: number;
  /** Hits of function probes by breakpoint in a second; of returns a tenth. */
  readonly fnrate: number;
  readonly aggrateNs: number;
  /** 0 when the option is not set: records leave as soon as is reasonable. */
  readonly switchrateNs: number;
};

export type ProgramNeeds = {
  /** Some clause reads or writes self->: contexts must be followed. */
  readonly self: boolean;
  /** Names of self-> slots, by index. */
  readonly selfSlots: readonly string[];
  /** What a variable, or an element of an array, takes of dynvarsize; by slot. */
  readonly selfSizes: readonly number[];
  /** The same of the largest variable that is self-> or an element; 0 when there is none. */
  readonly largestVariable: number;
  readonly destructive: boolean;
  /** It reads what the cancel graph knows: that is on while it runs. */
  readonly graph: boolean;
};

export type ClauseDef = {
  readonly descriptions: readonly ProbeDescription[];
  readonly needs: ClauseNeeds;
  /** What its largest record takes of bufsize or specsize (sizes.ts). */
  readonly recordBytes: number;
  /** The clause's span: its probe descriptions, for messages. */
  readonly span: number;
};

/** Only what a clause needs is paid for when it fires. */
export type ClauseNeeds = {
  /** Reads timestamp, or a member or argument that needs the firing's clock. */
  readonly clock: boolean;
  /** Indexes of args[n] and argN that it reads, in ascending order. */
  readonly args: readonly number[];
  /** Members it reads, as `type.member`: some are recorded only when somebody reads them (listener.site). */
  readonly members: readonly string[];
  /** Deepest stack it takes, in frames; 0 for none. */
  readonly stack: number;
};

export type SpanDef = {
  readonly source: number;
  /** 1-based; column counts UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Half-open offsets into the source text. */
  readonly start: number;
  readonly end: number;
  /** Number of the action inside its clause, from 1. */
  readonly action: number;
};

/** A record holds, per action: its index here, then as many values as `values(action)` says. */
export type ActionDef =
  /** The empty clause: one line that names the probe. No values. */
  | { readonly kind: 'default' }
  /** One value. */
  | { readonly kind: 'trace'; readonly type: ValueType }
  /** One value per type. */
  | { readonly kind: 'printf'; readonly format: string; readonly types: readonly ValueType[] }
  /** No values. `aggregations` index Program.aggregations; `cut`: only the largest values (0: all), divided. */
  | {
      readonly kind: 'printa';
      readonly format: string | null;
      readonly aggregations: readonly number[];
      readonly cut?: { readonly top: number; readonly divisor: number };
    }
  /** One value: bytes, as many as were asked for. */
  | { readonly kind: 'tracemem' }
  /** One value: eight bytes of address, then those of what lies there. */
  | { readonly kind: 'print'; readonly shape: Shape }
  /** One value: the stack. */
  | { readonly kind: 'stack'; readonly type: ValueType }
  /** One value: the status. */
  | { readonly kind: 'exit' }
  | { readonly kind: 'clear' | 'denormalize'; readonly aggregation: number }
  /** One value per type: the parts of the key. */
  | { readonly kind: 'delete'; readonly aggregation: number; readonly types: readonly ValueType[] }
  /** One value: the count; `all` when trunc(@a) had none (the value is then 0). */
  | { readonly kind: 'trunc'; readonly aggregation: number; readonly all: boolean }
  /** One value: the divisor. */
  | { readonly kind: 'normalize'; readonly aggregation: number }
  /** Two strings: name and value. */
  | { readonly kind: 'setopt' }
  /** One value per type; run by the consumer, needs -w. */
  | { readonly kind: 'system' | 'freopen'; readonly format: string; readonly types: readonly ValueType[] }
  | { readonly kind: 'ftruncate' };

/** How many values an action puts into a record. */
export function valueCount(action: ActionDef): number {
  switch (action.kind) {
    case 'printf':
    case 'system':
    case 'freopen':
    case 'delete':
      return action.types.length;
    case 'trace':
    case 'tracemem':
    case 'print':
    case 'stack':
    case 'exit':
    case 'trunc':
    case 'normalize':
      return 1;
    case 'setopt':
      return 2;
    default:
      return 0;
  }
}

/** Actions whose meaning depends on all aggregations up to their moment: the agent flushes them first. */
export function readsAggregations(action: ActionDef): boolean {
  return (
    action.kind === 'printa' ||
    action.kind === 'clear' ||
    action.kind === 'delete' ||
    action.kind === 'trunc' ||
    action.kind === 'normalize' ||
    action.kind === 'denormalize'
  );
}
