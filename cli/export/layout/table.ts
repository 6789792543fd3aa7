/**
 * Rows of aggregations as dtrace prints them without a format: key columns, then values or a picture. Options
 * agghist and aggpack draw one aggregation at a time, under a header of their own.
 */
import { AGGREGATING } from '../../../wire/aggregating.js';
import type { Int } from '../../../wire/value.js';
import type { Row, RowCell, View } from '../exporter.js';
import { barWriter, scaleOf } from './bar.js';
import { barsHeader, barsText } from './bars.js';
import { keysText, keysWidth } from './keys.js';
import { packHeader, packingOf, packText } from './pack.js';
import { columnsOf, integersOf, scalarOf } from './values.js';

const VALUE = 16;
/** What agghist draws: results that grow with what happened. min() and max() stay numbers. */
const DRAWN = new Set(['count', 'sum', 'avg', 'stddev']);

/** `blocks`: characters beyond ASCII may stand for levels, as the terminal has them. */
export function tableText(rows: readonly Row[], view: View, blocks: boolean): string {
  return groups(rows)
    .map((group) => groupText(group, view, blocks))
    .join('');
}

/** The rows of each aggregation that is printed by itself; those of several in columns, each row a group. */
function groups(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last !== undefined && row.cells.length === 1 && last[0]!.cells[0]!.def === row.cells[0]!.def)
      last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function groupText(rows: readonly Row[], view: View, blocks: boolean): string {
  const [{ cells }] = rows as [Row];
  if (cells.length === 1) {
    const { def } = cells[0]!;
    if (view.agghist && DRAWN.has(def.function)) return histogramText(rows, view);
    const packing = view.aggpack ? packingOf(rows) : undefined;
    if (packing !== undefined) {
      const lines = rows.map(
        (row) => keysText(row, view, true) + packText(row.cells[0]!, packing, view, blocks),
      );
      return packHeader(packing, keysWidth(def.key, true)) + lines.join('');
    }
  }
  return columnsHeader(rows[0]!) + rows.map((row) => rowText(row, view)).join('');
}

/** Above the rows of one aggregation whose values have names; nothing where there is one value, or several aggregations. */
function columnsHeader({ cells }: Row): string {
  const columns = cells.length === 1 ? columnsOf(cells[0]!) : undefined;
  if (columns === undefined) return '';
  const names = columns.map(([name]) => ` ${name.padStart(VALUE)}`).join('');
  return `\n${' '.repeat(keysWidth(cells[0]!.def.key, false))}${names}\n`;
}

/** Key columns, values, a newline. */
function rowText(row: Row, view: View): string {
  const values = row.cells.map((cell) => {
    const value = valueText(cell, view);
    // An isolate runs on one thread, which D calls CPU 0: what is there, is from there.
    return view.aggpercpu ? `${value}\n    [CPU 0]${value}` : value;
  });
  return `${keysText(row, view, false)}${values.join('')}\n`;
}

function valueText(cell: RowCell, view: View): string {
  const integers = integersOf(cell);
  if (integers === undefined) return barsText(cell, view);
  return integers.map((value) => ` ${String(value).padStart(VALUE)}`).join('');
}

/** A bar beside each value, as long as its part in all of them. */
function histogramText(rows: readonly Row[], view: View): string {
  const { def } = rows[0]!.cells[0]!;
  const values = rows.map(({ cells: [cell] }) => AGGREGATING[def.function].scalar!(cell!.content, 1));
  const bar = barWriter(values, view.aggzoom ? zoomed(values) : scaleOf(values, false), view);
  const width = keysWidth(def.key, true);
  const lines = rows.map((row, i) => {
    const shown = String(scalarOf(row.cells[0]!)).padEnd(9);
    return `${keysText(row, view, true)} ${bar(values[i]!)} ${shown}\n`;
  });
  return barsHeader(width === 0 ? 'value' : 'key', width === 0 ? VALUE : width) + lines.join('');
}

/** illumos keeps this scale in an integer: a 19th more than the largest value, cut, and never exactly that. */
function zoomed(values: readonly Int[]): number {
  const largest = Math.max(0, ...values.map((value) => Math.abs(Number(value))));
  return largest === 0 ? 0 : Math.floor((20 * largest - 1) / 19);
}
