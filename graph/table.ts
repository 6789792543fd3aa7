/**
 * The graph as tables for `ntrace top`: of thousands of rows only the first few by the sort key are found, filtered
 * and sent, beside totals. Nothing is kept from one question to the next.
 */
import {
  MAX_ROWS,
  type TableQuery,
  type TableRow,
  type TableViewName,
  type TableWarning,
} from '../wire/table.js';
import { type Frame, nearest, type Stack } from './frames.js';
import type { Graph } from './graph.js';
import { type Operation, Scope, Signal } from './model.js';
import { comparison, firstOf } from './table-order.js';
import { plain } from './views.js';

export type TablePage = {
  readonly rows: readonly TableRow[];
  readonly matched: number;
  readonly totals: Readonly<Record<TableViewName, number>>;
};

/** A row whose place is still the graph's own. */
class GraphRow {
  readonly id: number;
  readonly ageMs: number;
  warn: TableWarning = '';
  state = '';
  kind = '';
  name = '';
  listeners = -1;
  followers = -1;
  work = -1;
  status = -1;
  abortedMs = -1;
  bytes = -1;
  delayMs = -1;
  fires = -1;
  dueMs: number | null = null;
  request = '';
  site: Frame | null = null;

  constructor(id: number, ageMs: number) {
    this.id = id;
    this.ageMs = ageMs;
  }
}

/** A request that is open for longer is old. */
const OLD_MS = 10_000;
/** A timer may be so late while the loop is busy. */
const OVERDUE_MS = 1_000;
/** setTimeout takes no more; what is due in a day is as good as never. */
const DAY_MS = 86_400_000;
/** So many listeners of one place that nobody removes are a leak. */
const LEAK = 8;
const LEAK_MS = 10_000;
const DEAD = 100;

export function tablePage(tables: Tables, query: TableQuery): TablePage {
  const all = tables.rows(query.view);
  const filter = query.filter.toLowerCase();
  const matching = filter === '' ? all : all.filter(matcher(filter));
  const offset = Math.max(0, query.offset);
  const limit = Math.min(MAX_ROWS, Math.max(0, query.limit));
  const first = firstOf(matching, offset + limit, comparison(query.sort, query.invert));
  return {
    rows: first.slice(offset).map((row) => ({ ...row, site: sent(row.site) })),
    matched: matching.length,
    totals: tables.totals,
  };
}

export function sent(frame: Frame | null): TableRow['site'] {
  return frame === null ? null : plain(frame);
}

/** What is alive now, by view. */
export class Tables {
  readonly graph: Graph;
  /** ms */
  readonly now: number;
  readonly #graceMs: number;
  readonly #signals: Signal[] = [];
  readonly #timers: Operation[] = [];
  readonly #operations: Operation[] = [];
  /** Open requests, and those that work outlives; how much. */
  readonly #requests = new Map<Scope, number>();

  /** @param graceMs after a cancellation, in which work may end */
  constructor(graph: Graph, now: number, graceMs: number) {
    this.graph = graph;
    this.now = now;
    this.#graceMs = graceMs;
    for (const signal of graph.signals.values()) if (!isIdleOfNode(signal)) this.#signals.push(signal);
    for (const scope of graph.scopes) if (!scope.apart) this.#requests.set(scope, 0);
    for (const operation of graph.live(now)) {
      (operation.kind === 'timer' ? this.#timers : this.#operations).push(operation);
      const { scope } = operation.mark;
      if (scope !== undefined && !scope.apart)
        this.#requests.set(scope, (this.#requests.get(scope) ?? 0) + 1);
    }
  }

  get totals(): Record<TableViewName, number> {
    return {
      signals: this.#signals.length,
      operations: this.#operations.length,
      requests: this.#requests.size,
      timers: this.#timers.length,
    };
  }

  rows(view: TableViewName): GraphRow[] {
    switch (view) {
      case 'signals':
        return this.#signals.map((signal) => this.signalRow(signal));
      case 'operations':
        return this.#operations.map((operation) => this.operationRow(operation));
      case 'timers':
        return this.#timers.map((operation) => this.timerRow(operation));
      case 'requests':
        return Array.from(this.#requests, ([scope, work]) => this.requestRow(scope, work));
    }
  }

  /** @returns undefined when it is over, or in another view */
  find(view: TableViewName, id: number): Signal | Operation | Scope | undefined {
    if (view === 'signals') return this.graph.signals.get(id);
    if (view === 'requests') return [...this.#requests.keys()].find((scope) => scope.id === id);
    return this.graph.operations.get(id);
  }

  row(view: TableViewName, node: Signal | Operation | Scope): GraphRow {
    if (node instanceof Signal) return this.signalRow(node);
    if (node instanceof Scope) return this.requestRow(node, this.#requests.get(node) ?? 0);
    return view === 'timers' ? this.timerRow(node) : this.operationRow(node);
  }

  signalRow(signal: Signal): GraphRow {
    const { birth, origin, timeoutMs, firedAt } = signal;
    let work = 0;
    // The constructor has asked all of them whether they live: that costs.
    for (const { id, endedAt } of signal.carriedBy) if (endedAt < 0 && this.graph.operations.has(id)) work++;
    const late = firedAt >= 0 && this.now - firedAt > this.#graceMs;
    const row = new GraphRow(signal.id, birth === undefined ? -1 : this.#since(birth.at));
    row.warn = late && work > 0 ? 'lost' : leaks(signal, this.now) ? 'leak' : '';
    row.state = firedAt >= 0 ? 'aborted' : 'armed';
    row.kind = origin;
    row.name =
      origin === 'timeout' && timeoutMs >= 0 ? `AbortSignal.timeout(${timeoutMs})` : nameOf(birth?.stack);
    row.listeners = armed(signal);
    row.followers = signal.children.length;
    row.work = work;
    row.abortedMs = firedAt < 0 ? -1 : this.#since(firedAt);
    row.site = birth === undefined ? null : (nearest(birth.stack) ?? null);
    return row;
  }

  operationRow(operation: Operation): GraphRow {
    const { id, kind, label, mark, bytes } = operation;
    const lost = this.#isLost(operation);
    const row = new GraphRow(id, this.#since(mark.at));
    row.warn = lost ? 'lost' : mark.scope?.left === true ? 'left' : '';
    row.state = lost ? 'lost' : 'pending';
    row.kind = kind;
    row.name = label;
    row.bytes = bytes;
    row.request = mark.scope?.label ?? '';
    row.site = nearest(mark.stack) ?? null;
    return row;
  }

  timerRow(operation: Operation): GraphRow {
    const { delayMs, repeats, resource, mark } = operation;
    const row = this.operationRow(operation);
    const dueMs = repeats || delayMs < 0 ? null : delayMs - row.ageMs;
    const overdue = dueMs !== null && dueMs < -OVERDUE_MS;
    const far = !repeats && delayMs >= DAY_MS;
    if (row.warn === '' && (overdue || far)) row.warn = 'never';
    if (row.state !== 'lost') row.state = overdue ? 'overdue' : 'waiting';
    row.kind = mark.stack.api;
    row.bytes = -1;
    row.delayMs = delayMs;
    row.fires = this.graph.activations.get(resource)?.runs ?? -1;
    row.dueMs = dueMs;
    return row;
  }

  requestRow(scope: Scope, work: number): GraphRow {
    const { id, label, method, transport, mark, begunAt, closedAt, left, answer } = scope;
    const row = new GraphRow(id, this.#since(mark.at));
    const name = method !== '' && label.startsWith(`${method} `) ? label.slice(method.length + 1) : label;
    row.status = answer?.status() ?? -1;
    // A connection may well stay.
    const old = closedAt < 0 && row.ageMs > OLD_MS && (transport === 'http' || transport === 'http2');
    row.warn = left && work > 0 ? 'left' : old ? 'old' : '';
    const begun = begunAt >= 0 || row.status >= 0;
    row.state = left ? 'left' : closedAt >= 0 ? 'closed' : begun ? 'answering' : 'waiting';
    row.kind = method;
    row.name = name;
    row.work = work;
    row.abortedMs = left ? this.#since(closedAt) : -1;
    return row;
  }

  #since(at: number): number {
    return Math.max(0, Math.round(this.now - at));
  }

  /** Found to be; or its own signal fired a while ago. */
  #isLost(operation: Operation): boolean {
    if (operation.lostTo !== undefined) return true;
    return operation.carries.some(({ firedAt }) => firedAt >= 0 && this.now - firedAt > this.#graceMs);
  }
}

/** The function that made it; '' where that was not seen. */
function nameOf(stack: Stack | undefined): string {
  if (stack === undefined) return '';
  const site = nearest(stack);
  return site === undefined ? '(Node.js)' : site.function || '(anonymous)';
}

/** Node makes some for itself, one for each request: nobody looks at them. */
function isIdleOfNode({ birth, firedAt, listeners, children, carriedBy }: Signal): boolean {
  if (birth === undefined || nearest(birth.stack) !== undefined) return false;
  return firedAt < 0 && listeners.length + children.length + carriedBy.length === 0;
}

function armed({ listeners }: Signal): number {
  let count = 0;
  for (const { state } of listeners) if (state === 'armed') count++;
  return count;
}

/** Listeners of one place stay, or composites that are gone are still listed. */
function leaks(signal: Signal, now: number): boolean {
  if (signal.firedAt >= 0) return false;
  if (signal.deadDependants >= DEAD) return true;
  if (signal.listeners.length < LEAK) return false;
  const counts = new Map<Frame, number>();
  for (const { state, mark } of signal.listeners) {
    const site = mark === undefined ? undefined : nearest(mark.stack);
    if (state !== 'armed' || mark === undefined || site === undefined || now - mark.at < LEAK_MS) continue;
    const count = (counts.get(site) ?? 0) + 1;
    if (count >= LEAK) return true;
    counts.set(site, count);
  }
  return false;
}

function matcher(filter: string): (row: GraphRow) => boolean {
  // Places, names and requests come again and again.
  const known = new Map<string, boolean>();
  const has = (text: string): boolean => {
    let fits = known.get(text);
    if (fits === undefined) known.set(text, (fits = text.toLowerCase().includes(filter)));
    return fits;
  };
  return ({ name, kind, state, warn, request, site }) =>
    has(name) ||
    has(kind) ||
    has(state) ||
    has(warn) ||
    has(request) ||
    (site !== null && (has(site.file) || has(site.function)));
}
