/** What each view shows: its columns, by what they sort, and which of them a narrow terminal goes without. */
import type { FindingFrame } from '../../wire/finding.js';
import type { TableRow, TableSort, TableViewName } from '../../wire/table.js';
import { bytesText } from '../export/findings/units.js';
import { ageText, countText } from './text.js';

/** A row of one isolate, its place mapped. */
export type TopRow = {
  readonly pid: number;
  readonly tid: number;
  readonly row: TableRow;
  readonly place: FindingFrame | null;
};

export type Column = {
  readonly title: string;
  readonly sort: TableSort;
  readonly right: boolean;
  /** Cells; a column that grows takes at least as many, and so many shares of what is left. */
  readonly width: number;
  readonly grows: number;
  /** The largest go first when there is no room. */
  readonly rank: number;
  readonly text: (row: TopRow) => string;
};

export function keyOf({ pid, tid, row }: TopRow): string {
  return `${pid}/${tid}/${row.id}`;
}

export function placeOf({ place }: TopRow): string {
  return place === null ? '' : `${place.file}:${place.line}:${place.column}`;
}

const text = (
  title: string,
  sort: 'warn' | 'state' | 'kind' | 'name' | 'request',
  width: number,
  rank: number,
): Column => ({
  title,
  sort,
  right: false,
  width,
  grows: sort === 'name' ? 3 : sort === 'request' ? 1 : 0,
  rank,
  text: ({ row }) => row[sort],
});

const figure = (
  title: string,
  sort: 'listeners' | 'followers' | 'work' | 'status' | 'fires' | 'bytes' | 'ageMs' | 'abortedMs' | 'delayMs',
  width: number,
  rank: number,
  shown: (value: number) => string = countText,
): Column => ({
  title,
  sort,
  right: true,
  width,
  grows: 0,
  rank,
  text: ({ row }) => (row[sort] < 0 ? '' : shown(row[sort])),
});

const WARN = text('Warn', 'warn', 5, 3);
const ID: Column = {
  title: 'ID',
  sort: 'id',
  right: true,
  width: 7,
  grows: 0,
  rank: 8,
  text: ({ row }) => String(row.id),
};
const TOTAL = figure('Total', 'ageMs', 8, 2, ageText);
const LOCATION: Column = {
  title: 'Location',
  sort: 'site',
  right: false,
  width: 12,
  grows: 2,
  rank: 5,
  text: placeOf,
};
const DUE: Column = {
  title: 'Due',
  sort: 'dueMs',
  right: true,
  width: 8,
  grows: 0,
  rank: 6,
  text: ({ row }) => (row.dueMs === null ? '' : ageText(row.dueMs)),
};

export const COLUMNS: Readonly<Record<TableViewName, readonly Column[]>> = {
  signals: [
    WARN,
    ID,
    text('State', 'state', 7, 4),
    text('Name', 'name', 8, 1),
    text('Kind', 'kind', 10, 7),
    TOTAL,
    figure('Listeners', 'listeners', 10, 6),
    figure('Followers', 'followers', 10, 10),
    figure('Work', 'work', 6, 9),
    figure('Aborted', 'abortedMs', 8, 11, ageText),
    LOCATION,
  ],
  operations: [
    WARN,
    ID,
    text('State', 'state', 7, 4),
    text('Name', 'name', 8, 1),
    TOTAL,
    text('Kind', 'kind', 6, 6),
    figure('Bytes', 'bytes', 8, 9, (bytes) => (bytes === 0 ? '' : bytesText(bytes))),
    text('Request', 'request', 12, 7),
    LOCATION,
  ],
  requests: [
    WARN,
    ID,
    text('State', 'state', 9, 5),
    text('Method', 'kind', 7, 4),
    text('Route', 'name', 8, 1),
    figure('Status', 'status', 7, 6, String),
    TOTAL,
    figure('Aborted', 'abortedMs', 8, 7, ageText),
    figure('Work', 'work', 6, 9),
  ],
  timers: [
    WARN,
    ID,
    text('State', 'state', 7, 4),
    text('Name', 'name', 8, 1),
    TOTAL,
    figure('Delay', 'delayMs', 8, 7, ageText),
    DUE,
    figure('Fires', 'fires', 7, 9),
    text('Request', 'request', 12, 10),
    LOCATION,
  ],
};

/** With several isolates. */
export const PROCESS: Column = {
  title: 'Process',
  sort: 'id',
  right: false,
  width: 10,
  grows: 0,
  rank: 8,
  text: ({ pid, tid }) => (tid === 0 ? String(pid) : `${pid}/${tid}`),
};

export type Placed = { readonly column: Column; readonly width: number };

/** The columns that fit, and how wide they are; one blank between them. */
export function layOut(columns: readonly Column[], width: number): Placed[] {
  const kept = new Set<Column>();
  let used = -1;
  for (const column of [...columns].sort((a, b) => a.rank - b.rank)) {
    if (used + 1 + column.width > width && kept.size > 0) continue;
    kept.add(column);
    used += 1 + column.width;
  }
  const shown = columns.filter((column) => kept.has(column));
  let spare = width - used;
  let shares = shown.reduce((sum, { grows }) => sum + grows, 0);
  return shown.map((column) => {
    if (column.grows === 0) return { column, width: Math.min(column.width, width) };
    const share = Math.floor((spare * column.grows) / shares);
    shares -= column.grows;
    spare -= share;
    return { column, width: Math.max(1, column.width + share) };
  });
}

/** What --sort takes, by view: titles in lower case. */
export function sortNamed(view: TableViewName, name: string): TableSort | undefined {
  return COLUMNS[view].find(({ title }) => title.toLowerCase() === name.toLowerCase())?.sort;
}
