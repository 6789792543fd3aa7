/** One JSON object a line, schema ntrace.stream/1 (docs/reference/stream.md): for programs, not for eyes. */
import { axisOf } from '../../wire/aggregating.js';
import type { Format } from '../../wire/format.js';
import type { DropCause } from '../../wire/messages.js';
import { probeName } from '../../wire/probe.js';
import { divide } from '../../wire/tally.js';
import { type Int, toWire, type ValueType } from '../../wire/value.js';
import { textOf } from './bytes.js';
import type { Datum, Ending, Exporter, Firing, Row, RowCell, RuntimeFault, Stack } from './exporter.js';
import { countsOf } from './layout/bars.js';
import { scalarOf } from './layout/columns.js';
import { printfText } from './layout/conversion.js';
import { frameText, symbolText } from './layout/frames.js';

export const STREAM_SCHEMA = 'ntrace.stream/1';

export class JsonExporter implements Exporter {
  readonly #write: (bytes: string) => void;
  #firing: Firing | undefined;
  #values: unknown[] = [];
  /** The record shows its probe: it traced values, or nothing at all. */
  #plain = false;
  #silent = false;

  constructor(write: (bytes: string) => void) {
    this.#write = write;
  }

  begin(pids: readonly number[], probes: number): void {
    this.#line({ type: 'header', schema: STREAM_SCHEMA, pid: pids, probes });
  }

  open(firing: Firing): void {
    this.#firing = firing;
    this.#values = [];
    this.#plain = false;
    this.#silent = false;
  }

  trace(type: ValueType, value: Datum): void {
    this.#plain = true;
    this.#values.push(valueOf(type, value));
  }

  stack(_type: ValueType, stack: Stack): void {
    this.#plain = true;
    this.#values.push(framesOf(stack));
  }

  printf(format: Format, types: readonly ValueType[], values: readonly Datum[]): void {
    this.#silent = true;
    this.#line({ type: 'printf', text: textOf(printfText(format, types, values)), ...this.#where() });
  }

  printa(_format: Format | null, rows: readonly Row[]): void {
    this.#silent = true;
    for (const row of rows) this.#row(row);
  }

  close(marker: boolean): void {
    if (this.#plain || (marker && !this.#silent)) {
      const { probe, at, pid, tid } = this.#where();
      this.#line({ type: 'record', probe, at, pid, tid, values: this.#values });
    }
    this.#firing = undefined;
  }

  aggregations(rows: readonly Row[]): void {
    for (const row of rows) this.#row(row);
  }

  drop(cause: DropCause, count: number): void {
    this.#line({ type: 'drop', cause, count });
  }

  fault({ origin, probe, fault, file, line, column }: RuntimeFault): void {
    this.#line({ type: 'error', probe: probeName(probe), fault, at: { file, line, column }, ...origin });
  }

  drained(): void {}

  end({ reason, status, restored }: Ending): void {
    this.#line({ type: 'end', reason, status, restored });
  }

  #where(): { probe: string; at: number; pid: number; tid: number } {
    if (this.#firing === undefined) throw new TypeError('an action outside of a record');
    const { probe, at, origin } = this.#firing;
    return { probe: probeName(probe), at, ...origin };
  }

  #row(row: Row): void {
    for (const cell of row.cells) {
      const key = row.key.map((part, i) => valueOf(cell.def.key[i]!, part));
      const { name, function: fn } = cell.def;
      this.#line({ type: 'aggregation', name, key, function: fn, value: contentOf(cell) });
    }
  }

  #line(object: unknown): void {
    this.#write(`${Buffer.from(JSON.stringify(object), 'utf8').toString('latin1')}\n`);
  }
}

function valueOf(type: ValueType, value: Datum): unknown {
  if (type.kind === 'stack') return framesOf(value as Stack);
  if (type.kind === 'int') return toWire(value as Int);
  if (typeof value !== 'string') return value;
  return type.kind === 'symbol' ? symbolText(textOf(value)) : textOf(value);
}

function framesOf(stack: Stack): string[] {
  return stack.map(frameText);
}

/** The integer, or the buckets that are not empty; open ends are null. */
function contentOf(cell: RowCell): unknown {
  const scalar = scalarOf(cell);
  if (scalar !== undefined) return toWire(scalar);
  const axis = axisOf(cell.def);
  return [...countsOf(cell)].map(([bucket, count]) => {
    const { min, max } = axis.range(bucket);
    return {
      min: min === null ? null : toWire(min),
      max: max === null ? null : toWire(max),
      count: toWire(divide(count, cell.normal)),
    };
  });
}
