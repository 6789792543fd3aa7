/** printf and printa by parsed formats (wire/format.ts). */
import type { Format } from '../../../wire/format.js';
import type { Int, ValueType } from '../../../wire/value.js';
import type { Datum, Row, RowCell } from '../exporter.js';
import { barsText } from './bars.js';
import { scalarOf } from './columns.js';
import { Field, type Typed } from './field.js';
import { signed } from './integers.js';

const INT: ValueType = { kind: 'int', bytes: 8, signed: true };
const UINT: ValueType = { kind: 'int', bytes: 8, signed: false };

export function printfText(format: Format, types: readonly ValueType[], values: readonly Datum[]): string {
  return formatText(
    format,
    types.map((type, i) => ({ type, value: values[i] ?? null })),
    [],
  );
}

/** One row through a printa format: key parts are the arguments, `%@` takes the aggregations in turn. */
export function printaText(format: Format, row: Row): string {
  const types = row.cells[0]?.def.key ?? [];
  return formatText(
    format,
    row.key.map((value, i) => ({ type: types[i]!, value })),
    row.cells,
  );
}

/** No printf is longer, whatever its widths say. */
const MAX_TEXT = 64 * 1024 * 1024;

function formatText(format: Format, args: readonly Typed[], cells: readonly RowCell[]): string {
  let next = 0;
  let cell = 0;
  let out = '';
  for (const segment of format.segments) {
    if (out.length > MAX_TEXT) break;
    if (segment.kind === 'literal') {
      out += segment.text;
      continue;
    }
    const star = (of: number | '*' | undefined): number =>
      of === '*' ? Number(signed((args[next++]?.value ?? 0) as Int, 4)) : (of ?? 0);
    const width = star(segment.width);
    const precision = star(segment.precision);
    const field = new Field(segment, width, precision);
    if (!segment.aggregation) {
      const arg = args[next++];
      if (arg !== undefined) out += field.text(arg);
      continue;
    }
    // Conversions beyond the last aggregation convert that one again.
    const current = cells[Math.min(cell++, cells.length - 1)];
    if (current === undefined) continue;
    const scalar = scalarOf(current);
    // count() alone counts as unsigned; a picture ignores the conversion.
    if (scalar === undefined) out += barsText(current);
    else out += field.text({ type: current.def.function === 'count' ? UINT : INT, value: scalar });
  }
  return out;
}
