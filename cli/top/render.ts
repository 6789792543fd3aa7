/** A frame of the screen: as many lines as the terminal has, none longer than it is wide. Pure. */
import { ascending } from '../../graph/table-order.js';
import { TABLE_VIEWS } from '../../wire/table.js';
import type { Style } from '../terminal/style.js';
import { COLUMNS, layOut, type Placed, PROCESS, type TopRow } from './columns.js';
import { HELP_LINES, keysLine } from './help.js';
import { regionsOf, type TopModel } from './model.js';
import { countText, fit, fitEnd } from './text.js';

export type Look = { readonly style: Style; readonly ascii: boolean };

export type Surroundings = {
  /** Whom we look at. */
  readonly about: string;
  /** What has to be said: drops, somebody who does not answer. */
  readonly notice: string;
  /** Of the details; made only while they are shown. */
  readonly details: () => readonly string[];
};

export function frame(model: TopModel, look: Look, around: Surroundings): string[] {
  const regions = regionsOf(model.lines);
  const lines: string[] = [];
  if (regions.title) lines.push(title(model, look, around));
  if (model.mode === 'details' || model.mode === 'help') {
    const rest = model.lines - 1 - lines.length;
    lines.push(...scrolled(model, look, model.mode === 'help' ? HELP_LINES : around.details(), rest));
  } else {
    if (regions.tabs) lines.push(tabs(model, look));
    lines.push(...table(model, look, regions.header, regions.body));
  }
  lines.push(look.style.dim(fit(keysLine(model, look.ascii), model.columns, look.ascii)));
  return lines;
}

function title(model: TopModel, { style, ascii }: Look, { about, notice }: Surroundings): string {
  const { page, columns } = model;
  const took = page === undefined ? '' : `${(page.tookUs / 1_000).toFixed(1)} ms an update in the target`;
  const left = `ntrace top  ${about}`;
  // What is least needed goes first when there is no room.
  const right = [model.paused ? 'paused' : '', notice, took].filter((each) => each !== '');
  while (right.length > 0 && right.join('  ').length + ABOUT > columns) right.pop();
  if (right.length === 0) return style.bold(fit(left, columns, ascii));
  const text = right.join('  ');
  const shown = notice !== '' && right.includes(notice) ? style.yellow(text) : text;
  return `${style.bold(fit(left, columns - text.length - 2, ascii))}  ${shown}`;
}

/** `1 signals 12  [2 operations 300]`, shorter when there is no room. */
function tabs(model: TopModel, { style, ascii }: Look): string {
  const { page, view, columns } = model;
  const matching =
    model.filter === ''
      ? ''
      : `  /${model.filter}${page === undefined ? '' : `: ${countText(page.matched)}`}`;
  const paused = model.paused && !regionsOf(model.lines).title ? 'paused ' : '';
  const variants = [
    (name: string, total: string) => `${name} ${total}`,
    (name: string, total: string) => `${shortly(name)} ${total}`,
    shortly,
  ];
  for (const variant of variants) {
    const parts = TABLE_VIEWS.map((each, i) => {
      const total = page === undefined ? '' : countText(page.totals[each]);
      const text = `${i + 1} ${variant(each, total)}`.trimEnd();
      return { each, text: each === view ? `[${text}]` : ` ${text} ` };
    });
    const length = parts.reduce((sum, { text }) => sum + text.length, paused.length);
    if (length > columns) continue;
    const shown = parts.map(({ each, text }) => (each === view ? style.inverse(text) : text)).join('');
    return `${paused}${shown}${style.cyan(fit(matching, columns - length, ascii))}`;
  }
  const at = TABLE_VIEWS.indexOf(view) + 1;
  return style.inverse(fit(`${paused}[${at} ${view}]${matching}`, columns, ascii));
}

function shortly(name: string): string {
  return name === 'operations' ? 'ops' : name.slice(0, 3);
}

/** So much at least tells whom we look at. */
const ABOUT = 20;
/** One column for the mark of the chosen row. */
const MARK = 1;

function table(model: TopModel, look: Look, withHeader: boolean, body: number): string[] {
  const { style, ascii } = look;
  const own = COLUMNS[model.view];
  const columns = (model.page?.isolates ?? 1) > 1 ? [PROCESS, ...own] : own;
  const placed = layOut(columns, Math.max(1, model.columns - MARK));
  const lines = withHeader ? [header(model, placed, look)] : [];
  for (let i = 0; i < body; i++) {
    const row = model.rowAt(model.top + i);
    if (row !== undefined)
      lines.push(rowLine(row, placed, model.top + i === model.cursor, look, model.columns));
    else lines.push(i === 0 && model.count === 0 ? style.dim(fit(empty(model), model.columns, ascii)) : '');
  }
  return lines;
}

function empty({ page, filter, view }: TopModel): string {
  if (page === undefined || page.query.view !== view || page.silent.length > 0)
    return ' waiting for an answer';
  if (filter !== '') return ` no row with "${filter}"`;
  return ' nothing yet: shown is what begins while ntrace watches';
}

function header(model: TopModel, placed: readonly Placed[], { style, ascii }: Look): string {
  const up = ascending(model.sort, model.invert);
  const arrow = ascii ? (up ? '^' : 'v') : up ? '▲' : '▼';
  const cells = placed.map(({ column, width }) => {
    const sorted = column.sort === model.sort && column !== PROCESS;
    const text = sorted ? `${column.title.slice(0, width - 1)}${arrow}` : column.title;
    const cell = fit(text, width, ascii, column.right);
    return sorted ? style.bold(cell) : style.underline(cell);
  });
  const used = placed.reduce((sum, { width }) => sum + width + 1, MARK - 1);
  return `${' '.repeat(Math.min(MARK, model.columns))}${cells.join(' ')}`
    .padEnd(used)
    .slice(0, used > model.columns ? model.columns : undefined);
}

function rowLine(
  row: TopRow,
  placed: readonly Placed[],
  chosen: boolean,
  { style, ascii }: Look,
  columns: number,
): string {
  if (columns <= MARK) return chosen ? '>' : '';
  const cells = placed.map(({ column, width }) =>
    column.sort === 'site'
      ? fitEnd(column.text(row), width, ascii)
      : fit(column.text(row), width, ascii, column.right),
  );
  if (chosen) return style.inverse(`>${cells.join(' ')}`);
  const { warn } = row.row;
  const color = warn === 'lost' ? style.red : warn === '' ? undefined : style.yellow;
  return ` ${cells
    .map((cell, i) => (color !== undefined && COLORED.has(placed[i]?.column.sort ?? '') ? color(cell) : cell))
    .join(' ')}`;
}

const COLORED: ReadonlySet<string> = new Set(['warn', 'state']);

function scrolled(model: TopModel, { ascii }: Look, lines: readonly string[], room: number): string[] {
  model.scroll = Math.max(0, Math.min(model.scroll, lines.length - room));
  const shown = lines.slice(model.scroll, model.scroll + room);
  while (shown.length < room) shown.push('');
  return shown.map((line) => fit(line, model.columns, ascii));
}
