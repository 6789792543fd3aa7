/**
 * What the consumer hands to an output format: values, never text of another format. One file per format
 * implements it. Strings of D values are byte strings (wire/value.ts); probe names and files are not.
 */
import type { AggregationDef, CellDelta } from '../../wire/aggregation.js';
import type { Format } from '../../wire/format.js';
import type { ByeMessage, DropCause, StackFrame } from '../../wire/messages.js';
import type { ProbeDescription } from '../../wire/probe.js';
import type { Shape } from '../../wire/shape.js';
import type { ByteString, Int, Value, ValueType } from '../../wire/value.js';

/** Where a record comes from. */
export type Origin = { readonly pid: number; readonly tid: number };

export type Stack = readonly StackFrame[];
/** A D value as it is printed: stacks are frames by now, with files and lines as the user wrote them. */
export type Datum = Value | Stack;

export type FiredProbe = ProbeDescription & { readonly id: number };

/** One key of one or more aggregations that are printed together. */
export type Row = {
  readonly key: readonly Datum[];
  readonly cells: readonly RowCell[];
};
export type RowCell = {
  readonly def: AggregationDef;
  readonly content: CellDelta;
  /** What normalize() set; printed values are divided by it. */
  readonly normal: Int;
};

export type RuntimeFault = {
  readonly origin: Origin;
  readonly probe: FiredProbe;
  /** Name of wire/fault.ts. */
  readonly fault: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
};

/** Options that pictures of distributions depend on. */
export type Drawing = {
  /** Bars are scaled to the largest value. */
  readonly aggzoom: boolean;
  /** Percentiles stand under each distribution. */
  readonly aggpercent: boolean;
  /** `auto`: bars are ASCII, packed distributions what the terminal can show. */
  readonly encoding: 'auto' | 'ascii' | 'utf8';
};

/** Options that change while the program runs (setopt): always as they are now. */
export type View = Drawing & {
  readonly quiet: boolean;
  readonly flowindent: boolean;
  readonly rawbytes: boolean;
  readonly strsize: number;
  /** Columns before each frame. */
  readonly stackindent: number;
  /** Bytes of a value that print() shows. */
  readonly printsize: number;
  /** Values of aggregations have bars. */
  readonly agghist: boolean;
  /** A distribution is one line. */
  readonly aggpack: boolean;
  /** Values come a second time, by CPU. */
  readonly aggpercpu: boolean;
};

export type Firing = {
  readonly origin: Origin;
  readonly probe: FiredProbe;
  readonly clause: number;
  /** ns; 0 when no clause asked for the clock. */
  readonly at: number;
  readonly view: View;
};

export type Ending = {
  readonly reason: string;
  readonly status: number;
  readonly restored: ByeMessage['restored'];
};

export interface Exporter {
  begin(pids: readonly number[], probes: number): void;
  /** Between `open` and `close` come the actions of one record, in order. */
  open(firing: Firing): void;
  trace(type: ValueType, value: Datum): void;
  tracemem(bytes: ByteString): void;
  /** `recorded`: eight bytes of address, then those of the value. */
  print(shape: Shape, recorded: ByteString): void;
  stack(type: ValueType, stack: Stack): void;
  printf(format: Format, types: readonly ValueType[], values: readonly Datum[]): void;
  /** `format` null: the default layout of printa. */
  printa(format: Format | null, rows: readonly Row[]): void;
  /** `marker`: the record is an empty clause's, which says only that the probe fired. */
  close(marker: boolean): void;
  /** All aggregations at once: at the end, on SIGUSR1, every --interval. */
  aggregations(rows: readonly Row[], view: View): void;
  drop(cause: DropCause, count: number): void;
  fault(fault: RuntimeFault): void;
  /** After the last record, before the last aggregations. */
  drained(): void;
  end(ending: Ending): void;
}
