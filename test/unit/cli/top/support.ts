/** Rows and pages as agents would give them. */
import type { TopRow } from '../../../../cli/top/columns.js';
import type { TopPage, TopQuery } from '../../../../cli/top/feed.js';
import { TopModel } from '../../../../cli/top/model.js';
import type { TableRow, TableViewName } from '../../../../wire/table.js';

export function row(id: number, parts: Partial<TableRow> = {}): TableRow {
  return {
    id,
    warn: '',
    state: 'pending',
    kind: 'fetch',
    name: `GET http://pricing/quote/${id}`,
    ageMs: id * 1_000,
    listeners: -1,
    followers: -1,
    work: -1,
    status: -1,
    abortedMs: -1,
    bytes: -1,
    delayMs: -1,
    fires: -1,
    dueMs: null,
    request: '',
    site: null,
    ...parts,
  };
}

export function topRow(row: TableRow, file = 'src/quotes/retry.ts', pid = 4242): TopRow {
  const place = { file, line: row.id, column: 20, function: 'load', package: '', source: '' };
  return { pid, tid: 0, row, place };
}

export function topPage(query: TopQuery, rows: readonly TopRow[], parts: Partial<TopPage> = {}): TopPage {
  return {
    query,
    wanted: undefined,
    rows,
    matched: rows.length,
    totals: { signals: 1_204, operations: 312, requests: 48, timers: 20_000 },
    detail: undefined,
    isolates: 1,
    silent: [],
    tookUs: 4_200,
    ...parts,
  };
}

export function model(view: TableViewName = 'operations', filter = ''): TopModel {
  const sorts = { signals: 'ageMs', operations: 'ageMs', requests: 'ageMs', timers: 'ageMs' } as const;
  return new TopModel({ view, sorts, invert: false, filter });
}

/** As an agent with `count` operations would answer what the model asks. */
export function answer(of: TopModel, count: number, parts: Partial<TopPage> = {}): TopPage {
  const { query } = of;
  const end = Math.min(count, query.offset + query.limit);
  const rows = Array.from({ length: Math.max(0, end - query.offset) }, (_, i) =>
    topRow(row(query.offset + i + 1)),
  );
  return topPage(query, rows, { matched: count, wanted: of.wanted, ...parts });
}

/** Some of each view, with everything that can be wrong. */
export const ROWS: Readonly<Record<TableViewName, readonly TopRow[]>> = {
  signals: [
    topRow(
      row(12, {
        warn: 'lost',
        state: 'aborted',
        kind: 'controller',
        name: 'withRetry',
        ageMs: 61_300,
        listeners: 0,
        followers: 2,
        work: 1,
        abortedMs: 4_210,
      }),
    ),
    topRow(
      row(7, {
        warn: 'leak',
        state: 'armed',
        kind: 'controller',
        name: 'shutdown',
        ageMs: 3_600_000,
        listeners: 1_318,
        followers: 0,
        work: 0,
      }),
      'src/app.ts',
    ),
    topRow(
      row(31, {
        state: 'armed',
        kind: 'timeout',
        name: 'AbortSignal.timeout(500)',
        ageMs: 312,
        listeners: 1,
        followers: 1,
        work: 1,
      }),
    ),
  ],
  operations: [
    topRow(
      row(101, {
        warn: 'lost',
        state: 'lost',
        ageMs: 4_210,
        bytes: 12_400,
        request: 'GET /orders/42',
      }),
    ),
    topRow(
      row(102, {
        warn: 'left',
        kind: 'query',
        name: 'SELECT pg_sleep(10), 漢字 FROM orders WHERE id = $1',
        ageMs: 950,
        bytes: 0,
        request: 'GET /orders/43',
      }),
      'node_modules/pg/lib/client.js',
    ),
    topRow(row(103, { kind: 'child', name: 'spawn convert', ageMs: 125_000, bytes: 0 }), 'src/images.ts'),
  ],
  requests: [
    topRow(
      row(41, {
        warn: 'left',
        state: 'left',
        kind: 'GET',
        name: '/orders/42',
        ageMs: 6_000,
        work: 2,
        abortedMs: 4_000,
      }),
    ),
    topRow(
      row(44, {
        warn: 'old',
        state: 'answering',
        kind: 'POST',
        name: '/uploads/a-very-long-name-of-a-file-that-somebody-sends.tar.gz',
        ageMs: 93_000,
        work: 0,
        status: 202,
      }),
    ),
    topRow(row(48, { state: 'waiting', kind: 'DELETE', name: '/carts/7', ageMs: 12, work: 1 })),
  ],
  timers: [
    topRow(
      row(201, {
        warn: 'never',
        state: 'overdue',
        kind: 'setTimeout',
        name: 'setTimeout 500 ms',
        ageMs: 9_000,
        delayMs: 500,
        fires: 0,
        dueMs: -8_500,
      }),
    ),
    topRow(
      row(202, {
        state: 'waiting',
        kind: 'setInterval',
        name: 'setInterval 1000 ms',
        ageMs: 86_400_000 * 3,
        delayMs: 1_000,
        fires: 259_199,
      }),
    ),
    topRow(
      row(203, {
        state: 'waiting',
        kind: 'setTimeout',
        name: 'setTimeout 30000 ms',
        ageMs: 10_000,
        delayMs: 30_000,
        fires: 0,
        dueMs: 20_000,
        request: 'GET /orders/42',
      }),
    ),
  ],
};
