/** printf and printa by parsed formats (wire/format.ts). */
import type { Format } from '../../../wire/format.js';
import type { Int, ValueType } from '../../../wire/value.js';
import type { Datum, Drawing, Row, RowCell } from '../exporter.js';
import { barsText } from './bars.js';
import { Field, type Typed } from './field.js';
import { signed } from './integers.js';
import { integersOf } from './values.js';

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
export function printaText(format: Format, row: Row, drawing: Drawing): string {
  const types = row.cells[0]?.def.key ?? [];
  return formatText(
    format,
    row.key.map((value, i) => ({ type: types[i]!, value })),
    row.cells.flatMap((cell) => resultsOf(cell, drawing)),
  );
}

/** Integers, each for a `%@` of its own, or a picture, which ignores the conversion. */
function resultsOf(cell: RowCell, drawing: Drawing): readonly (Typed | string)[] {
  const integers = integersOf(cell);
  if (integers === undefined) return [barsText(cell, drawing)];
  // count() alone counts as unsigned.
  const type = cell.def.function === 'count' ? UINT : INT;
  return integers.map((value) => ({ type, value }));
}

/** No printf is longer, whatever its widths say. */
const MAX_TEXT = 64 * 1024 * 1024;

function formatText(format: Format, args: readonly Typed[], results: readonly (Typed | string)[]): string {
  let next = 0;
  let result = 0;
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
    const current = results[Math.min(result++, results.length - 1)];
    if (current !== undefined) out += typeof current === 'string' ? current : field.text(current);
  }
  return out;
}
