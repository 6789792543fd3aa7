/** Questions of `ntrace top` and their answers: the first rows of a view, sorted in the target, and one row's details. */
import type { SourceKind } from './finding.js';
import type { StackFrame } from './messages.js';
import type { GraphEdgeView, GraphNodeView } from './watch.js';

export const TABLE_VIEWS = ['signals', 'operations', 'requests', 'timers'] as const;
export type TableViewName = (typeof TABLE_VIEWS)[number];

/**
 * What is wrong with a row, worst last: a request that is open for long, a timer that does not fire, listeners that
 * stay, work of a request whose client has left, work that goes on after its cancellation.
 */
export const TABLE_WARNINGS = ['', 'old', 'never', 'leak', 'left', 'lost'] as const;
export type TableWarning = (typeof TABLE_WARNINGS)[number];

/** Of the isolate; figures that are not known, or that this view has not, are -1. */
export type TableRow = {
  readonly id: number;
  readonly warn: TableWarning;
  /** armed, aborted; pending, lost; waiting, answering, left, closed; waiting, overdue, lost. */
  readonly state: string;
  /** Origin of a signal, kind of an operation, method of a request, API that made a timer. */
  readonly kind: string;
  readonly name: string;
  readonly ageMs: number;
  /** Armed listeners of a signal. */
  readonly listeners: number;
  /** Signals that follow it. */
  readonly followers: number;
  /** Live operations that were given the signal, or that belong to the request. */
  readonly work: number;
  /** HTTP status, once it was sent. */
  readonly status: number;
  /** ms since a request's client left, or since its signal fired. */
  readonly abortedMs: number;
  readonly bytes: number;
  readonly delayMs: number;
  /** How often a timer has fired. */
  readonly fires: number;
  /** ms until a timer fires; negative: late; null: not known. */
  readonly dueMs: number | null;
  /** The request it belongs to: `GET /orders/42`. */
  readonly request: string;
  readonly site: StackFrame | null;
};

export type TableSort =
  | 'warn'
  | 'id'
  | 'state'
  | 'kind'
  | 'name'
  | 'ageMs'
  | 'listeners'
  | 'followers'
  | 'work'
  | 'status'
  | 'abortedMs'
  | 'bytes'
  | 'delayMs'
  | 'fires'
  | 'dueMs'
  | 'request'
  | 'site';

export type TableQuery = {
  readonly view: TableViewName;
  readonly sort: TableSort;
  /** Figures come largest first, text, ids and what is due smallest first; the other way round. */
  readonly invert: boolean;
  /** Part of a name, kind, state, warning, request, file or function; '' fits all. */
  readonly filter: string;
  readonly offset: number;
  /** At most MAX_ROWS. */
  readonly limit: number;
  /** Id of the row whose details are asked for; 0. */
  readonly detail: number;
};

/** Rows of one answer. */
export const MAX_ROWS = 1_000;

export type TableListener = {
  readonly site: StackFrame | null;
  readonly state: string;
  readonly once: boolean;
  readonly byNode: boolean;
  readonly ageMs: number;
};

export type TableDetail = {
  readonly row: TableRow;
  /** Where it was made, innermost first. */
  readonly stack: readonly StackFrame[];
  /** The cancellation that reached it, or that it was lost to. */
  readonly cancelled: {
    readonly kind: SourceKind | 'departure';
    readonly reason: string;
    readonly agoMs: number;
    readonly stack: readonly StackFrame[];
  } | null;
  /** The rule that found it lost; ''. */
  readonly rule: string;
  readonly traceId: string;
  /** The latest of them. */
  readonly listeners: readonly TableListener[];
  /** What it hangs together with: who cancels whom. */
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
};

export type TableMessage = { readonly type: 'table'; readonly seq: number; readonly query: TableQuery };

export type TableAnswer = {
  readonly type: 'table';
  readonly seq: number;
  readonly rows: readonly TableRow[];
  /** Rows that the filter lets through; rows of each view. */
  readonly matched: number;
  readonly totals: Readonly<Record<TableViewName, number>>;
  /** Null when none was asked for, or it is gone. */
  readonly detail: TableDetail | null;
  /** What the answer took of the target's time, us. */
  readonly tookUs: number;
};
