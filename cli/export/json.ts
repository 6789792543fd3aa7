/** One JSON object a line, schema ntrace.stream/1 (docs/reference/stream.md): for programs, not for eyes. */
import { axisOf } from '../../wire/aggregating.js';
import type { BucketRange } from '../../wire/buckets.js';
import type { Format } from '../../wire/format.js';
import type { DropCause } from '../../wire/messages.js';
import { probeName } from '../../wire/probe.js';
import type { Shape } from '../../wire/shape.js';
import { divide } from '../../wire/tally.js';
import { type ByteString, type Int, toWire, type ValueType, type WireInt } from '../../wire/value.js';
import { textOf } from './bytes.js';
import type { Datum, Ending, Exporter, Firing, Row, RowCell, RuntimeFault, Stack, View } from './exporter.js';
import { countsOf } from './layout/bars.js';
import { printfText } from './layout/conversion.js';
import { frameText, symbolText } from './layout/frames.js';
import { percentilesOf } from './layout/percentiles.js';
import { addressOf, printValue } from './layout/print.js';
import { columnsOf, scalarOf } from './layout/values.js';

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

  tracemem(bytes: ByteString): void {
    this.#plain = true;
    this.#values.push(hexOf(bytes));
  }

  print(shape: Shape, recorded: ByteString): void {
    this.#plain = true;
    const address = `0x${addressOf(recorded).toString(16)}`;
    this.#values.push({ address, value: printValue(shape, recorded.slice(8)) });
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
    for (const row of rows) this.#row(row, this.#current().view);
  }

  close(marker: boolean): void {
    if (this.#plain || (marker && !this.#silent)) {
      const { probe, at, pid, tid } = this.#where();
      this.#line({ type: 'record', probe, at, pid, tid, values: this.#values });
    }
    this.#firing = undefined;
  }

  aggregations(rows: readonly Row[], view: View): void {
    for (const row of rows) this.#row(row, view);
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

  #current(): Firing {
    if (this.#firing === undefined) throw new TypeError('an action outside of a record');
    return this.#firing;
  }

  #where(): { probe: string; at: number; pid: number; tid: number } {
    const { probe, at, origin } = this.#current();
    return { probe: probeName(probe), at, ...origin };
  }

  #row(row: Row, view: View): void {
    for (const cell of row.cells) {
      const key = row.key.map((part, i) => valueOf(cell.def.key[i]!, part));
      const { name, function: fn } = cell.def;
      const percentiles = view.aggpercent ? boundsOf(cell) : undefined;
      this.#line({ type: 'aggregation', name, key, function: fn, value: contentOf(cell), percentiles });
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
  if (type.kind === 'bytes') return hexOf(value);
  return type.kind === 'symbol' ? symbolText(textOf(value)) : textOf(value);
}

function hexOf(bytes: ByteString): string {
  return Buffer.from(bytes, 'latin1').toString('hex');
}

function framesOf(stack: Stack): string[] {
  return stack.map(frameText);
}

/** The integer, the named ones of stats(), or the buckets that are not empty; open ends are null. */
function contentOf(cell: RowCell): unknown {
  const columns = columnsOf(cell);
  if (columns !== undefined) return Object.fromEntries(columns.map(([name, value]) => [name, toWire(value)]));
  const scalar = scalarOf(cell);
  if (scalar !== undefined) return toWire(scalar);
  const axis = axisOf(cell.def);
  return [...countsOf(cell)].map(([bucket, count]) => ({
    ...rangeOf(axis.range(bucket)),
    count: toWire(divide(count, cell.normal)),
  }));
}

/** `{"p50":{"min":64,"max":127},…}`: the bucket that holds it; undefined where there are no percentiles. */
function boundsOf(cell: RowCell): unknown {
  if (scalarOf(cell) !== undefined) return undefined;
  const percentiles = percentilesOf(axisOf(cell.def), countsOf(cell));
  if (percentiles.length === 0) return undefined;
  return Object.fromEntries(percentiles.map(({ name, range }) => [name, rangeOf(range)]));
}

function rangeOf({ min, max }: BucketRange): { min: WireInt | null; max: WireInt | null } {
  return { min: min === null ? null : toWire(min), max: max === null ? null : toWire(max) };
}
