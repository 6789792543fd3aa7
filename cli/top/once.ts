/** `ntrace top --once`: each view's table once, as text or JSON lines (schema ntrace.top/1). */
import type { Drops } from '../../wire/messages.js';
import type { TableViewName } from '../../wire/table.js';
import { printable } from '../proc/status.js';
import type { Style } from '../terminal/style.js';
import { COLUMNS, type Column, PROCESS, type TopRow } from './columns.js';
import type { TopPage } from './feed.js';
import { countText } from './text.js';

export const TOP_SCHEMA = 'ntrace.top/1';

export function* onceText(pages: readonly TopPage[], style: Style, ascii: boolean): Generator<string> {
  for (const [index, page] of pages.entries()) {
    if (index > 0) yield '';
    const { view, filter } = page.query;
    const total = page.totals[view];
    const matching = filter === '' ? '' : `, ${countText(page.matched)} with "${printable(filter)}"`;
    yield style.bold(`${view}: ${countText(total)}${matching}`);
    if (page.rows.length > 0) yield* table(page, style, ascii);
    const more = page.matched - page.rows.length;
    if (more > 0) yield `${ascii ? '...' : '…'} and ${countText(more)} more (--limit)`;
  }
}

function* table(page: TopPage, style: Style, ascii: boolean): Generator<string> {
  const own = COLUMNS[page.query.view];
  const columns = page.isolates > 1 ? [PROCESS, ...own] : own;
  const plain = (text: string): string => printable(ascii ? text.replace(/[^ -~]/gu, '?') : text);
  const lines = page.rows.map((row) => columns.map((column) => plain(column.text(row))));
  const widths = columns.map(({ title }, i) =>
    Math.max(title.length, ...lines.map((cells) => (cells[i] as string).length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, widths[i] as number, columns[i] as Column))
      .join('  ')
      .trimEnd();
  yield style.dim(line(columns.map(({ title }) => title)));
  for (const cells of lines) yield line(cells);
}

function pad(text: string, width: number, { right }: Column): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

const TYPES: Readonly<Record<TableViewName, string>> = {
  signals: 'signal',
  operations: 'operation',
  requests: 'request',
  timers: 'timer',
};

export function* onceJson(
  pages: readonly TopPage[],
  pids: readonly number[],
  drops: Drops,
): Generator<string> {
  const views = pages.map(({ query }) => query.view);
  yield JSON.stringify({ type: 'header', schema: TOP_SCHEMA, pid: pids, views });
  for (const { query, rows, matched, totals, tookUs } of pages) {
    for (const row of rows) yield JSON.stringify(plainRow(query.view, row));
    yield JSON.stringify({ type: 'total', view: query.view, rows: totals[query.view], matched, tookUs });
  }
  yield JSON.stringify({ type: 'end', drops });
}

/** Figures that are not known are null. */
function plainRow(view: TableViewName, { pid, tid, row, place }: TopRow): object {
  const known: Record<string, unknown> = { type: TYPES[view], pid, tid };
  for (const { sort } of COLUMNS[view]) {
    const value = sort === 'site' ? place : row[sort];
    known[sort] = value === -1 ? null : value;
  }
  return known;
}
