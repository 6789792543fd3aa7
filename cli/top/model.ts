/** What is shown and what keys do to it. Knows neither terminal nor target. */
import { MAX_ROWS, TABLE_VIEWS, type TableSort, type TableViewName } from '../../wire/table.js';
import { COLUMNS, keyOf, type TopRow } from './columns.js';
import type { TopPage, TopQuery, Wanted } from './feed.js';

/** What is to be done after a key. */
export type Outcome = 'nothing' | 'draw' | 'ask' | 'redraw' | 'quit';

export type Regions = {
  readonly title: boolean;
  readonly tabs: boolean;
  readonly header: boolean;
  /** Lines of the table. The last line is for keys. */
  readonly body: number;
};

/** A small terminal goes without the title, then the views, then the header. */
export function regionsOf(lines: number): Regions {
  const title = lines >= 8;
  const tabs = lines >= 5;
  const header = lines >= 3;
  return {
    title,
    tabs,
    header,
    body: Math.max(0, lines - 1 - Number(title) - Number(tabs) - Number(header)),
  };
}

type Start = {
  readonly view: TableViewName;
  readonly sorts: Readonly<Record<TableViewName, TableSort>>;
  readonly invert: boolean;
  readonly filter: string;
};

export class TopModel {
  view: TableViewName;
  mode: 'table' | 'filter' | 'details' | 'help' = 'table';
  paused = false;
  filter: string;
  /** The first row that is shown, and the chosen one. */
  top = 0;
  cursor = 0;
  /** Of details and help. */
  scroll = 0;
  page: TopPage | undefined;
  /** Of the details. */
  subject: TopRow | undefined;
  detail: TopPage['detail'];
  /** What the details tell of is over. */
  gone = false;
  columns = 80;
  lines = 24;
  readonly #sorts: Record<TableViewName, TableSort>;
  readonly #inverts: Record<TableViewName, boolean>;
  /** The row that the user chose: followed when rows move. */
  #chosen: string | undefined;
  #before = '';
  #afterG = false;

  constructor({ view, sorts, invert, filter }: Start) {
    this.view = view;
    this.filter = filter;
    this.#sorts = { ...sorts };
    this.#inverts = { signals: invert, operations: invert, requests: invert, timers: invert };
  }

  get sort(): TableSort {
    return this.#sorts[this.view];
  }

  get invert(): boolean {
    return this.#inverts[this.view];
  }

  get body(): number {
    return regionsOf(this.lines).body;
  }

  /** A page before and one after what is shown, so that scrolling need not wait. */
  get query(): TopQuery {
    const { view, sort, invert, filter, body, top } = this;
    const limit = Math.min(MAX_ROWS, 3 * Math.max(1, body));
    return { view, sort, invert, filter, offset: Math.max(0, top - body), limit };
  }

  get wanted(): Wanted | undefined {
    if (this.mode !== 'details' || this.subject === undefined) return undefined;
    const { pid, tid, row } = this.subject;
    return { pid, tid, id: row.id };
  }

  /** Rows that can be scrolled to. */
  get count(): number {
    if (this.page === undefined || this.page.query.view !== this.view) return 0;
    const { matched, isolates } = this.page;
    // Rows of several isolates are merged from the first of each.
    return isolates > 1 ? Math.min(matched, MAX_ROWS) : matched;
  }

  rowAt(index: number): TopRow | undefined {
    if (this.page === undefined || this.page.query.view !== this.view) return undefined;
    return this.page.rows[index - this.page.query.offset];
  }

  resize(columns: number, lines: number): Outcome {
    this.columns = Math.max(1, columns);
    this.lines = Math.max(1, lines);
    return this.#settle('redraw');
  }

  /** @returns 'nothing' for an answer to what is no longer asked */
  take(page: TopPage): Outcome {
    const { view, sort, invert, filter } = page.query;
    const { wanted } = this;
    const asked = page.wanted;
    if (
      wanted !== undefined &&
      asked?.id === wanted.id &&
      asked.pid === wanted.pid &&
      asked.tid === wanted.tid
    ) {
      if (page.detail !== undefined) this.detail = page.detail;
      this.gone = page.detail === undefined && page.silent.length === 0;
    }
    if (view !== this.view || sort !== this.sort || invert !== this.invert || filter !== this.filter)
      return 'nothing';
    this.page = page;
    if (this.#chosen !== undefined) {
      const at = page.rows.findIndex((row) => keyOf(row) === this.#chosen) + page.query.offset;
      if (at >= this.top && at < this.top + this.body) this.cursor = at;
    }
    return this.#settle('draw');
  }

  press(key: string): Outcome {
    if (key === 'ctrl-c') return 'quit';
    if (key === 'ctrl-l') return 'redraw';
    const second = this.#afterG && key === 'g';
    this.#afterG = key === 'g' && !second && this.mode !== 'filter';
    if (this.mode === 'filter') return this.#typed(key);
    if (key === 'q') return 'quit';
    if (key === 'space') {
      this.paused = !this.paused;
      return this.paused ? 'draw' : 'ask';
    }
    if (this.mode !== 'table') return this.#pressedBeside(key, second);
    return this.#moved(key, second) ?? this.#pressedInTable(key);
  }

  #pressedInTable(key: string): Outcome {
    switch (key) {
      case 'tab':
        return this.#show(1);
      case 'backtab':
        return this.#show(-1);
      case 'left':
      case 'h':
        return this.#sortBy(-1);
      case 'right':
      case 'l':
        return this.#sortBy(1);
      case 'i':
        this.#inverts[this.view] = !this.invert;
        return this.#fromTop();
      case '/':
        this.mode = 'filter';
        this.#before = this.filter;
        return 'draw';
      case '?':
        this.mode = 'help';
        this.scroll = 0;
        return 'draw';
      case 'esc':
        if (this.filter === '') return 'nothing';
        this.filter = '';
        return this.#fromTop();
      case 'enter':
        return this.#open();
    }
    const view = TABLE_VIEWS[Number(key) - 1];
    if (view === undefined || view === this.view) return 'nothing';
    this.view = view;
    return this.#fromTop();
  }

  #open(): Outcome {
    const row = this.rowAt(this.cursor);
    if (row === undefined) return 'nothing';
    this.mode = 'details';
    this.subject = row;
    this.detail = undefined;
    this.gone = false;
    this.scroll = 0;
    return 'ask';
  }

  #show(by: number): Outcome {
    const at = TABLE_VIEWS.indexOf(this.view) + by + TABLE_VIEWS.length;
    this.view = TABLE_VIEWS[at % TABLE_VIEWS.length] as TableViewName;
    return this.#fromTop();
  }

  #sortBy(by: number): Outcome {
    const columns = COLUMNS[this.view];
    const at = columns.findIndex(({ sort }) => sort === this.sort) + by;
    const column = columns[at];
    if (column === undefined) return 'nothing';
    this.#sorts[this.view] = column.sort;
    return this.#fromTop();
  }

  #fromTop(): Outcome {
    this.top = 0;
    this.cursor = 0;
    this.#chosen = undefined;
    return 'ask';
  }

  /** Lines up or down; undefined for other keys. */
  #step(key: string, second: boolean): number | undefined {
    const body = Math.max(1, this.body);
    const steps: Readonly<Record<string, number>> = {
      up: -1,
      k: -1,
      down: 1,
      j: 1,
      pageup: -body,
      'ctrl-b': -body,
      pagedown: body,
      'ctrl-f': body,
      home: Number.NEGATIVE_INFINITY,
      end: Number.POSITIVE_INFINITY,
      G: Number.POSITIVE_INFINITY,
    };
    return second ? Number.NEGATIVE_INFINITY : steps[key];
  }

  #moved(key: string, second: boolean): Outcome | undefined {
    const step = this.#step(key, second);
    if (step === undefined) return key === 'g' ? 'nothing' : undefined;
    this.cursor = Math.max(0, Math.min(this.count - 1, this.cursor + step));
    const outcome = this.#settle('draw');
    const row = this.rowAt(this.cursor);
    // At the top the first row is looked at, whichever it is.
    this.#chosen = this.cursor === 0 || row === undefined ? undefined : keyOf(row);
    return outcome;
  }

  /** Keeps the cursor on a row and the row on the screen; asks for rows that are not here. */
  #settle(outcome: Outcome): Outcome {
    const { body, count } = this;
    this.cursor = Math.max(0, Math.min(count - 1, this.cursor));
    if (this.cursor < this.top) this.top = this.cursor;
    if (body > 0 && this.cursor >= this.top + body) this.top = this.cursor - body + 1;
    this.top = Math.max(0, Math.min(this.top, count - body));
    const last = Math.min(count, this.top + body) - 1;
    const missing = count > 0 && (this.rowAt(this.top) === undefined || this.rowAt(last) === undefined);
    // What does not come though it was just asked for has ended meanwhile: the next update brings the rest.
    const asked = this.page?.query.offset === this.query.offset && this.page.query.limit >= this.query.limit;
    return missing && !asked ? 'ask' : outcome;
  }

  #pressedBeside(key: string, second: boolean): Outcome {
    if (
      key === 'esc' ||
      (key === '?' && this.mode === 'help') ||
      (key === 'enter' && this.mode === 'details')
    ) {
      this.mode = 'table';
      return this.paused ? 'draw' : 'ask';
    }
    const step = this.#step(key, second);
    if (step === undefined) return 'nothing';
    // What is too far is brought back when it is drawn: only there the number of lines is known.
    this.scroll = Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, this.scroll + step));
    return 'draw';
  }

  #typed(key: string): Outcome {
    if (key === 'enter' || key === 'esc') {
      this.mode = 'table';
      if (key === 'enter' || this.filter === this.#before) return 'draw';
      this.filter = this.#before;
    } else if (key === 'backspace') this.filter = [...this.filter].slice(0, -1).join('');
    else if (key === 'ctrl-u') this.filter = '';
    else if (key === 'space') this.filter += ' ';
    else if ([...key].length === 1 && this.filter.length < MOST_TYPED) this.filter += key;
    else return 'nothing';
    return this.#fromTop();
  }
}

const MOST_TYPED = 100;
