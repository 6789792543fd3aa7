/** What a cell of an aggregation prints as, unless that is a picture. */
import { AGGREGATING, type Column } from '../../../wire/aggregating.js';
import type { Int } from '../../../wire/value.js';
import type { RowCell } from '../exporter.js';

/** The named integers of stats(); undefined for functions that have one value or buckets. */
export function columnsOf(cell: RowCell): readonly Column[] | undefined {
  return AGGREGATING[cell.def.function].columns?.(cell.content, cell.normal);
}

/** The one integer, also what rows are sorted by; undefined for the quantize family. */
export function scalarOf(cell: RowCell): Int | undefined {
  return AGGREGATING[cell.def.function].scalar?.(cell.content, cell.normal);
}

/** All integers, left to right; undefined for the quantize family. */
export function integersOf(cell: RowCell): readonly Int[] | undefined {
  const columns = columnsOf(cell);
  if (columns !== undefined) return columns.map(([, value]) => value);
  const scalar = scalarOf(cell);
  return scalar === undefined ? undefined : [scalar];
}
